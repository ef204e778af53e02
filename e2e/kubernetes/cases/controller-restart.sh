# The controller is killed while it makes volumes: every claim is bound, to one volume, and none is left over.
needs_disruption
claims=20
uses=()
for i in $(seq $claims); do
  claim "claim-$i" 64Mi
  uses+=("claim-$i=/v$i")
done >"$scratch/claims.yaml"
apply <"$scratch/claims.yaml"
pod user 'sleep infinity' "${uses[@]}" | apply
for _ in 1 2 3; do
  sleep 1
  kubectl --namespace "$NAMESPACE" delete pods --selector "$(component controller)" --force --grace-period=0
done
for i in $(seq $claims); do bound "claim-$i" 120; done
running user
ours() { kubectl get pv -o jsonpath="{range .items[?(@.spec.claimRef.namespace=='$ns')]}{.spec.csi.volumeHandle}{'\n'}{end}"; }
expect "volumes made" $claims "$(ours | sort -u | wc -l)"
remove_pod user
k delete pvc --all --timeout=120s
none_left() { [ -z "$(ours)" ]; }
eventually 120 "the volumes go with their claims" none_left
