# A clone has the bytes of the original at once, and goes its own way.
example file-volume.yaml | apply
running writer
inside writer 'head -c 33554432 /dev/urandom > /data/random; sync'
sum=$(inside writer 'sha256sum < /data/random')
begin=$(now)
example clone.yaml | apply
running reader-of-copy
note "cloned and running in $(since "$begin") s"
expect "the checksum of the copy" "$sum" "$(inside reader-of-copy 'sha256sum < /data/random')"
inside reader-of-copy 'echo changed > /data/random; sync'
expect "the checksum of the original" "$sum" "$(inside writer 'sha256sum < /data/random')"
remove_pod writer
k delete pvc files --timeout=60s
expect "the copy when the original is gone" changed "$(inside reader-of-copy 'cat /data/random')"
