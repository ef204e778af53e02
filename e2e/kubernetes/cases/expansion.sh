# Claims grow while their pods write: a file system, XFS, and a raw device, without a restart. None shrinks.
. "$here/lib/growth.sh"
class_with xfs
start_small
example block-volume.yaml | apply
running database
writer=$(identity writer) database=$(identity database)

begin=$(now)
example expansion.yaml | apply
k patch pvc blocks -p '{"spec":{"resources":{"requests":{"storage":"2Gi"}}}}'
eventually 150 "the file claim grows" grown files
note "file volume grown in $(since "$begin") s"
eventually 150 "the raw claim grows" grown blocks
check_grown
expect "the size of the device" 2147483648 "$(inside database 'blockdev --getsize64 /dev/volume')"
expect "the writer" "$writer" "$(identity writer)"
expect "the database" "$database" "$(identity database)"
refused "shrinking" 'less than|smaller|[Ff]orbidden' k patch pvc files -p '{"spec":{"resources":{"requests":{"storage":"1Gi"}}}}'
