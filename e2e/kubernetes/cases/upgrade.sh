# helm upgrade replaces every pod of the release while a pod writes: no error, and the settings stay.
needs_disruption
start_writer
values=$(helm get values "$RELEASE" --namespace "$NAMESPACE")
pods() { kubectl --namespace "$NAMESPACE" get pods --selector "app.kubernetes.io/instance=$RELEASE" -o jsonpath='{.items[*].metadata.uid}'; }
before=$(pods)
mark=podAnnotations.cistern-e2e=$(date +%s)
helm upgrade "$RELEASE" "$CHART" --namespace "$NAMESPACE" --reuse-values --wait --timeout 5m \
  --set-string "node.$mark,controller.$mark,gateway.$mark"
# An old one may still be ending.
replaced() {
  local uid there
  there=$(pods)
  for uid in $before; do [[ " $there " != *" $uid "* ]] || return 1; done
}
eventually 60 "every pod is replaced" replaced
writes_on
example file-volume.yaml | sed 's/name: writer/name: newcomer/' | apply
running newcomer
check_writer
helm rollback "$RELEASE" --namespace "$NAMESPACE" --wait --timeout 5m
expect "the values after going back" "$values" "$(helm get values "$RELEASE" --namespace "$NAMESPACE")"
writes_on
check_writer
