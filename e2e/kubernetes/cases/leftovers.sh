# Nothing of the cases is left: no volume and no snapshot.
left() {
  kubectl get pv -o jsonpath='{range .items[*]}{.spec.claimRef.namespace} {.metadata.name}{"\n"}{end}'
  kubectl get volumesnapshotcontents -o jsonpath='{range .items[*]}{.spec.volumeSnapshotRef.namespace} {.metadata.name}{"\n"}{end}' 2>/dev/null || true
}
nothing_left() { ! left | grep -q '^cistern-e2e-'; }
eventually 120 "volumes and snapshots of the cases are gone" nothing_left
