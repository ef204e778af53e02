# ext4 grows while its pod writes; where the kernel lets no process do that, the claim says why, and it grows when its pod starts again.
. "$here/lib/growth.sh"
class_with ext4
start_small
writer=$(identity writer)

begin=$(now)
example expansion.yaml | apply
forbidden() { field pvc files '{.status.conditions[*].message}' | grep -q CAP_SYS_RESOURCE; }
answered() { grown files || forbidden; }
eventually 150 "the claim grows, or says why not" answered
expect "the writer" "$writer" "$(identity writer)"
if grown files; then
  note "file volume grown in $(since "$begin") s"
  check_grown
else
  inside writer 'echo more > /data/more; sync'
  remove_pod writer
  documents file-volume.yaml Pod | apply
  running writer
  eventually 60 "the claim has grown with the new start of its pod" grown files
  check_grown
  skip "this cluster's nodes have no CAP_SYS_RESOURCE, without which the kernel grows no mounted ext4; it grew when its pod started again"
fi
