#!/usr/bin/env bash
# A cluster in containers with Cistern in it: makes it with kind, loads the images that `make images` built, installs the
# snapshot CRDs and their controller, the chart, and runs the chart's test and some of deploy/examples. Again on a cluster that
# is there: upgrades.
#
#   scripts/kind.sh           needs docker, kind, kubectl, helm and the network
#   scripts/kind.sh delete    removes the cluster, its pools with it
set -euo pipefail
cd "$(dirname "$0")/.."

cluster=cistern

for program in docker kind kubectl helm; do
  command -v "$program" >/dev/null || { echo "kind: $program is missing" >&2; exit 69; }
done
if [ "${1:-}" = delete ]; then
  for node in $(kind get nodes --name "$cluster"); do
    docker exec --interactive --privileged "$node" bash <deploy/kind/release-loops.sh ||
      echo "kind: loop devices of $node may stay with the machine: losetup --list" >&2
  done
  exec kind delete cluster --name "$cluster"
fi

version=$(sed -n 's/^appVersion: //p' helm/cistern/Chart.yaml)
known=$(kind get clusters 2>/dev/null | grep -x "$cluster" || true)
[ -n "$known" ] || kind create cluster --config deploy/kind/cluster.yaml
for image in csi-node csi-controller s3-gateway; do
  if [ -e "target/images/$image.tar" ]; then
    kind load image-archive "target/images/$image.tar" --name "$cluster"
  else
    kind load docker-image "cistern/$image:$version" --name "$cluster"
  fi
done

export KUBECONFIG
KUBECONFIG=$(mktemp)
trap 'rm -f "$KUBECONFIG"' EXIT
kind get kubeconfig --name "$cluster" >"$KUBECONFIG"
kubectl apply --server-side -k deploy/kind/snapshots
kubectl --namespace kube-system rollout status deployment/snapshot-controller --timeout 5m

kubectl create namespace cistern-system --dry-run=client --output yaml | kubectl apply -f -
kubectl label --overwrite namespace cistern-system pod-security.kubernetes.io/enforce=privileged
helm upgrade --install cistern helm/cistern --namespace cistern-system --wait --timeout 5m
if [ -n "$known" ]; then
  # The new images have the tag of the old ones, so nothing else would start them.
  all=("deployment,daemonset,statefulset" --namespace cistern-system --selector app.kubernetes.io/instance=cistern)
  kubectl rollout restart "${all[@]}"
  kubectl rollout status "${all[@]}" --timeout 5m
fi
helm test cistern --namespace cistern-system
e2e/kubernetes/run.sh file-volume block-volume expansion expansion-ext4 snapshot clone group-snapshot ephemeral statefulset nodes s3-client
echo "kind: kind export kubeconfig --name $cluster, and see deploy/examples"
