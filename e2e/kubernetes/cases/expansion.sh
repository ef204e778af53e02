# Claims grow while their pods write: the file system and the raw device, without a restart. None shrinks.
example file-volume.yaml | apply
example block-volume.yaml | apply
running writer
running database
inside writer 'head -c 10000000 /dev/urandom > /data/random; sync'
sum=$(inside writer 'sha256sum < /data/random')
identity() { field pod "$1" '{.metadata.uid}/{.status.containerStatuses[0].restartCount}'; }
writer=$(identity writer) database=$(identity database)
filesystem_of() { inside writer 'df -k /data' | awk 'END {print $2}'; }
[ "$(filesystem_of)" -lt 1100000 ] || fail "the file system is larger than its volume: $(filesystem_of) KiB"

begin=$(now)
example expansion.yaml | apply
k patch pvc blocks -p '{"spec":{"resources":{"requests":{"storage":"2Gi"}}}}'
grown() { [ "$(field pvc "$1" '{.status.capacity.storage}')" = 2Gi ]; }
eventually 150 "the file claim grows" grown files
note "file volume grown in $(since "$begin") s"
eventually 150 "the raw claim grows" grown blocks
[ "$(filesystem_of)" -gt 1900000 ] || fail "the file system did not grow: $(filesystem_of) KiB"
expect "the size of the device" 2147483648 "$(inside database 'blockdev --getsize64 /dev/volume')"
expect "the checksum of what was there" "$sum" "$(inside writer 'sha256sum < /data/random')"
expect "the writer" "$writer" "$(identity writer)"
expect "the database" "$database" "$(identity database)"
refused "shrinking" 'less than|smaller|[Ff]orbidden' k patch pvc files -p '{"spec":{"resources":{"requests":{"storage":"1Gi"}}}}'
