# The controller is killed while it makes volumes: every claim is bound, to one volume, and none is left over.
needs_disruption
claims=20
for i in $(seq $claims); do
  cat <<YAML
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: claim-$i}
spec:
  storageClassName: $CLASS
  accessModes: [ReadWriteOnce]
  resources: {requests: {storage: 64Mi}}
YAML
done | apply
{
  printf 'apiVersion: v1\nkind: Pod\nmetadata: {name: user}\nspec:\n  terminationGracePeriodSeconds: 1\n'
  printf '  containers: [{name: user, image: "%s", command: [sleep, infinity]}]\n  volumes:\n' "$IMAGE"
  for i in $(seq $claims); do printf '    - {name: v%s, persistentVolumeClaim: {claimName: claim-%s}}\n' "$i" "$i"; done
} | apply
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
