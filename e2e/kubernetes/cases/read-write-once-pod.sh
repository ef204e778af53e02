# A ReadWriteOncePod claim has one pod: the second waits, and runs when the first is gone.
example unprivileged.yaml | apply
running unprivileged
documents unprivileged.yaml Pod | sed 's/^  name: unprivileged/  name: second/' | apply
eventually 60 "the second pod waits" said second 'ReadWriteOncePod'
expect "the second pod" Pending "$(field pod second '{.status.phase}')"
inside unprivileged 'echo handed-over > /private/file'
remove_pod unprivileged
running second
expect "what the first pod left" handed-over "$(inside second 'cat /private/file')"
