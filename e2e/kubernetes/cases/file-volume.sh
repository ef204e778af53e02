# A file claim waits for its pod, is bound and written; the bytes are there when the pod comes again.
documents file-volume.yaml PersistentVolumeClaim | apply
eventually 30 "the claim waits for a pod" said files 'waiting for first consumer'
expect "a claim without a pod" Pending "$(field pvc files '{.status.phase}')"

begin=$(now)
example file-volume.yaml | apply
bound files
note "bound in $(since "$begin") s"
running writer
note "pod running in $(since "$begin") s"
kubectl get pv "$(volume_of files)" -o jsonpath='{.spec.nodeAffinity}' | grep -q topology.csi.cistern.io/node ||
  fail "the volume is not tied to its node"

inside writer 'head -c 67108864 /dev/urandom > /data/random; sync; head -c 10000000 /dev/urandom > /data/unsynced'
sums=$(inside writer 'cd /data && sha256sum random unsynced')
remove_pod writer
example file-volume.yaml | apply
running writer
expect "checksums after the pod came again" "$sums" "$(inside writer 'cd /data && sha256sum random unsynced')"
expect "starts of the pod, as recorded in its volume" 2 "$(inside writer 'wc -l < /data/starts')"

volume=$(volume_of files)
k delete pod writer --wait=false
k delete pvc files --timeout=60s
eventually 60 "the volume goes with its claim" absent pv "$volume"
