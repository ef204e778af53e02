# Generic and inline ephemeral volumes come with the pod and go with it.
begin=$(now)
example ephemeral.yaml | apply
running scratch
note "pod with both running in $(since "$begin") s"
inside scratch 'echo a > /claimed/file; echo b > /inline/file; sync'
inline=$(filesystem_size scratch /inline)
[ "$inline" -gt 400000 ] && [ "$inline" -lt 524289 ] || fail "the inline volume of 512Mi has $inline KiB"
volume=$(volume_of scratch-claimed)
remove_pod scratch
eventually 60 "the claim goes with the pod" absent --namespace "$ns" pvc scratch-claimed
eventually 60 "the volume goes with the claim" absent pv "$volume"
example ephemeral.yaml | apply
running scratch
refused "reading what another pod left" 'No such file' inside scratch 'cat /inline/file'
