# A pod without privileges writes to a volume of its fsGroup.
example unprivileged.yaml | apply
running unprivileged
expect "the group of the volume" 2000 "$(inside unprivileged 'stat -c %g /private')"
inside unprivileged 'id -u > /private/user'
expect "the owner of a new file" 1000:2000 "$(inside unprivileged 'stat -c %u:%g /private/user')"
refused "writing outside the volume" 'Read-only file system' inside unprivileged 'touch /elsewhere'
