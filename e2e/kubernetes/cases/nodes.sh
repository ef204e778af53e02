# Each volume is on its pod's node; its pod and its copies' pods run there whatever else draws them, and wait while that node takes none.
needs_disruption
mapfile -t nodes < <(nodes_of "$(driver_of "$CLASS")")
[ "${#nodes[@]}" -gt 1 ] || skip "only ${#nodes[@]} node has pools"

node_of() { field pod "$1" '{.spec.nodeName}'; }
only_on() { # node: a line of a pod's spec
  printf 'affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: ['
  printf '{matchFields: [{key: metadata.name, operator: In, values: ["%s"]}]}]}}}' "$1"
}
for i in 0 1; do
  claim "on-$i" 64Mi | apply
  POD_SPEC=$(only_on "${nodes[i]}") start_idle "user-$i" "on-$i=/data"
  inside "user-$i" "echo ${nodes[i]} > /data/node; sync"
  kubectl get pv "$(volume_of "on-$i")" -o jsonpath='{.spec.nodeAffinity}' | grep -q "\"${nodes[i]}\"" ||
    fail "the volume of user-$i is not tied to ${nodes[i]}"
done

# The first node is made the worse one for any new pod: half a processor of it is asked for. The copy is there all the same.
POD_SPEC=$(only_on "${nodes[0]}") CONTAINER_SPEC='resources: {requests: {cpu: 500m}}' start_idle ballast
follows() { # what it is, its source: it runs on the first node, where its source is, and holds what that holds
  local begin
  begin=$(now)
  claim "$1" 64Mi "dataSource: {$2}" | apply
  start_idle "$1-user" "$1=/data"
  note "a $1 ran on its source's node after $(since "$begin") s"
  expect "the node of the $1's pod" "${nodes[0]}" "$(node_of "$1-user")"
  expect "what the $1 holds" "${nodes[0]}" "$(inside "$1-user" 'cat /data/node')"
}
follows copy 'kind: PersistentVolumeClaim, name: on-0'
if has_api snapshot.storage.k8s.io VolumeSnapshot; then
  example snapshot.yaml | sed 's/name: files.*/name: cut/; s/persistentVolumeClaimName: .*/persistentVolumeClaimName: on-0/' | apply
  k wait volumesnapshot/cut --for=jsonpath='{.status.readyToUse}'=true --timeout=60s
  follows restore 'apiGroup: snapshot.storage.k8s.io, kind: VolumeSnapshot, name: cut'
fi

at_end kubectl uncordon "${nodes[0]}"
kubectl cordon "${nodes[0]}"
remove_pod user-0
pod user-0 'sleep infinity' on-0=/data | apply
eventually 60 "the pod waits for its volume's node" said user-0 'volume node affinity|unschedulable'
expect "the pod while its node takes none" Pending "$(field pod user-0 '{.status.phase}')"
kubectl uncordon "${nodes[0]}"
running user-0
expect "the node when it takes pods again" "${nodes[0]}" "$(node_of user-0)"
expect "what the volume holds" "${nodes[0]}" "$(inside user-0 'cat /data/node')"
