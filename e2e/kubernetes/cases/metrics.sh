# Every metric that the dashboard and the alerts read is exported by a service that runs.
scrape() { # component, port
  local pod
  for pod in $(kubectl --namespace "$NAMESPACE" get pods --selector "$(component "$1")" -o name); do
    kubectl get --raw "/api/v1/namespaces/$NAMESPACE/pods/${pod#pod/}:$2/proxy/q/metrics"
  done
}
{ scrape node 9810; scrape controller 9811; scrape gateway 9812; } >"$scratch/exported"
used() { grep -hoE '\b(cistern|process|jvm)_[a-z0-9_]+' "$E2E_ROOT/helm/cistern/dashboards/cistern.json" \
  "$E2E_ROOT/helm/cistern/templates/monitoring/prometheusrule.yaml" | sort -u; }
for name in $(used); do
  case $name in
    cistern_pool_metadata_*) continue ;; # of LVM pools alone
    cistern_s3_*) [ -n "$(workload gateway)" ] || continue ;;
  esac
  grep -qE "^$name(\{| )" "$scratch/exported" || fail "$name is exported by none"
done
note "$(used | wc -l) metrics"
