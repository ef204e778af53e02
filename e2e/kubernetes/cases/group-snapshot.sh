# A group snapshot is of one moment: of two volumes written in turn, the second is never ahead of the first.
has_api groupsnapshot.storage.k8s.io VolumeGroupSnapshot || skip "the cluster has no group snapshot CRDs"
kubectl get volumegroupsnapshotclass cistern >/dev/null 2>&1 || skip "the chart was installed without group snapshots"
in_turn='n=0; while :; do n=$((n + 1)); for v in first second; do echo $n | dd of=/$v/log oflag=append conv=notrunc,fsync; done; done'
{ claim first 512Mi && claim second 512Mi && pod writer "$in_turn" first=/first second=/second; } | apply
k label pvc first second consistent-with=shop
running writer
inside writer 'while [ "$(wc -l < /second/log)" -lt 20 ]; do sleep 0.2; done'

begin=$(now)
example group-snapshot.yaml | apply
k wait volumegroupsnapshot/shop --for=jsonpath='{.status.readyToUse}'=true --timeout=90s
note "two volumes snapshotted in $(since "$begin") s"
member_of() { # claim
  k get volumesnapshots -o jsonpath="{range .items[?(@.spec.source.persistentVolumeClaimName=='$1')]}{.metadata.name}{end}"
}
for volume in first second; do
  claim "$volume-restored" 512Mi "dataSource: {apiGroup: snapshot.storage.k8s.io, kind: VolumeSnapshot, name: $(member_of "$volume")}"
done | apply
start_idle reader first-restored=/first second-restored=/second
first=$(inside reader 'tail -n 1 /first/log') second=$(inside reader 'tail -n 1 /second/log')
[ "$first" = "$second" ] || [ "$first" = $((second + 1)) ] || fail "the first volume ends at $first, the second at $second"
k delete volumegroupsnapshot shop --timeout=60s
