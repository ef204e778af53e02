#!/usr/bin/env bash
# Runs the cases over a cluster with Cistern on it: one line each, and a sum at the end. README.md says what it needs.
#   KUBECONFIG=... e2e/kubernetes/run.sh [case...]
# Exits 0 when no case failed, 1 when one did, 2 when the cluster or this machine lacks something that every case needs.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib/settings.sh"
. "$here/lib/cluster.sh"

# Gentle ones first; those that restart, upgrade and remove Cistern come last.
readonly CASES=(
  file-volume block-volume capacity unprivileged read-only read-write-once-pod
  expansion expansion-ext4 snapshot clone group-snapshot volume-attributes ephemeral statefulset nodes s3-client bucket-claim metrics
  network-policies
  controller-restart node-restart upgrade many-claims uninstall leftovers
)

reports=${REPORTS:-$E2E_ROOT/target/e2e-kubernetes}
passed=0 failed=0 skipped=0 installed_here=no

say() { printf '%s\n' "$*"; }

lacking() {
  say "e2e-kubernetes not run: $*"
  exit 2
}

check_machine() {
  local tool
  for tool in kubectl helm; do
    command -v "$tool" >/dev/null || lacking "needs $tool"
  done
  kubectl version >/dev/null 2>&1 || lacking "no cluster answers; say which with KUBECONFIG=FILE"
  kubectl get crd volumesnapshots.snapshot.storage.k8s.io >/dev/null 2>&1 ||
    say "no snapshot CRDs here: the cases that need them are skipped"
}

# Uses the release that is there; installs one, and removes it in the end, where there is none.
install_chart() {
  helm status "$RELEASE" --namespace "$NAMESPACE" >/dev/null 2>&1 && return
  say "installing $CHART as $RELEASE in $NAMESPACE"
  installed_here=yes
  kubectl create namespace "$NAMESPACE" --dry-run=client -o yaml | kubectl apply -f - >/dev/null
  kubectl label --overwrite namespace "$NAMESPACE" pod-security.kubernetes.io/enforce=privileged >/dev/null
  local bucket_claims
  bucket_claims=$(served_bucket_claims)
  helm install "$RELEASE" "$CHART" --namespace "$NAMESPACE" ${VALUES:+--values "$VALUES"} \
    ${bucket_claims:+--set "gateway.cosi.enabled=true,gateway.cosi.version=$bucket_claims"} \
    --wait --timeout 5m >"$reports/install.log" 2>&1 || {
    tail -5 "$reports/install.log"
    lacking "the chart did not install: $reports/install.log"
  }
}

remove_chart() {
  [ "$installed_here" = no ] || helm uninstall "$RELEASE" --namespace "$NAMESPACE" --wait >/dev/null
}

# What a case shows: the comment on its first line.
purpose() { sed -n '1s/^# //p' "$here/cases/$1.sh"; }

run_case() {
  local name=$1 log=$reports/$1.log begin status=0
  begin=$(date +%s.%N)
  bash "$here/lib/case.sh" "$name" >"$log" 2>&1 || status=$?
  local seconds
  seconds=$(awk -v b="$begin" -v e="$(date +%s.%N)" 'BEGIN {printf "%6.1f", e - b}')
  case $status in
    0) passed=$((passed + 1)) && say "ok      $seconds s  $name: $(purpose "$name")" ;;
    77) skipped=$((skipped + 1)) && say "skipped $seconds s  $name: $(sed -n 's/^skip: //p' "$log")" ;;
    *)
      failed=$((failed + 1))
      say "failed  $seconds s  $name: $(sed -n 's/^fail: //p' "$log" | head -1)"
      say "                   $log"
      ;;
  esac
  sed -n 's/^note: /                   /p' "$log"
}

check_machine
mkdir -p "$reports"
rm -f "$reports"/*.log
install_chart
say "$(kubectl version | sed -n 's/^Server Version: /Kubernetes /p'), $(kubectl get nodes --no-headers | wc -l) node(s)," \
  "$(helm list --namespace "$NAMESPACE" --filter "^$RELEASE\$" --no-headers | awk '{print $(NF - 1)}')"
[ $# -gt 0 ] || set -- "${CASES[@]}"
for name in "$@"; do
  [ -e "$here/cases/$name.sh" ] || lacking "no such case: $name"
  run_case "$name"
done
remove_chart
say "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
