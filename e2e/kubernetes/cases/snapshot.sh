# A snapshot under load is ready, restores byte for byte, and outlives the volume that it is of.
needs_snapshots
example file-volume.yaml | apply
running writer
inside writer 'head -c 33554432 /dev/urandom > /data/before; (while :; do date >> /data/load; done) >/dev/null 2>&1 &'
sum=$(inside writer 'sha256sum < /data/before')

begin=$(now)
example snapshot.yaml | apply
k wait volumesnapshot/files-before-upgrade --for=jsonpath='{.status.readyToUse}'=true --timeout=60s
note "snapshot ready in $(since "$begin") s"
inside writer 'echo late > /data/after; sync'
begin=$(now)
example restore.yaml | apply
running reader-of-restored
note "restored and running in $(since "$begin") s"
expect "the checksum of what was written before" "$sum" "$(inside reader-of-restored 'sha256sum < /data/before')"
refused "reading what was written after" 'No such file' inside reader-of-restored 'cat /data/after'
inside reader-of-restored 'echo own > /data/own; sync'
refused "reading what was written to the restored volume" 'No such file' inside writer 'cat /data/own'

remove_pod writer
k delete pvc files --timeout=60s
example restore.yaml | sed 's/restored/again/; s/storage: 1Gi/storage: 2Gi/' | apply
running reader-of-again
expect "the checksum after the original is gone" "$sum" "$(inside reader-of-again 'sha256sum < /data/before')"
size=$(filesystem_size reader-of-again /data)
[ "$size" -gt 1900000 ] || fail "a restore that asks for more than the snapshot is not larger: $size KiB"

content=$(field volumesnapshot files-before-upgrade '{.status.boundVolumeSnapshotContentName}')
k delete volumesnapshot files-before-upgrade --timeout=60s
eventually 60 "the snapshot's content goes with it" absent volumesnapshotcontent "$content"
expect "the checksum after the snapshot is gone" "$sum" "$(inside reader-of-again 'sha256sum < /data/before')"
