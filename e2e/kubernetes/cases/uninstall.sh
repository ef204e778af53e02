# Uninstalling leaves the data and says where; pods go on writing; the chart installed again has every volume.
needs_disruption
start_writer
helm get values "$RELEASE" --namespace "$NAMESPACE" -o yaml >"$scratch/values.yaml"
helm get notes "$RELEASE" --namespace "$NAMESPACE" >"$scratch/notes"
grep -qi 'uninstall' "$scratch/notes" || fail "the chart's notes say nothing of uninstalling"
helm uninstall "$RELEASE" --namespace "$NAMESPACE" --wait --timeout 5m
expect "workloads after uninstalling" "" \
  "$(kubectl --namespace "$NAMESPACE" get deployments,daemonsets,statefulsets --selector "app.kubernetes.io/instance=$RELEASE" -o name)"
writes_on
expect "the volume" Bound "$(kubectl get pv "$(volume_of written-files)" -o jsonpath='{.status.phase}')"

helm install "$RELEASE" "$CHART" --namespace "$NAMESPACE" --values "$scratch/values.yaml" --wait --timeout 5m
writes_on
check_writer
sum=$(inside writer 'head -n 10 /data/log | sha256sum')
remove_pod writer
start_idle reader written-files=/data
expect "what the writer left" "$sum" "$(inside reader 'head -n 10 /data/log | sha256sum')"
