# Many claims, ten to a pod, are bound once their pods are created; beside the hostpath driver where it is installed.
readonly A_POD=10
claims_and_pods() { # class, prefix: into $scratch/claims.yaml and $scratch/pods.yaml
  local user number uses
  for user in $(seq 0 $((CLAIMS / A_POD - 1))); do
    uses=()
    for number in $(seq 0 $((A_POD - 1))); do
      CLASS=$1 claim "$2-$user-$number" 64Mi >&3
      uses+=("$2-$user-$number=/v$number")
    done
    pod "$2-$user" 'sleep infinity' "${uses[@]}" >&4
  done 3>"$scratch/claims.yaml" 4>"$scratch/pods.yaml"
}
with_node() { k get pvc -o jsonpath='{range .items[*]}{.metadata.annotations.volume\.kubernetes\.io/selected-node}{"\n"}{end}' | grep -c .; }
all_placed() { [ "$(with_node)" = "$CLAIMS" ]; }
all_bound() { [ "$(k get pvc --no-headers | grep -cw Bound)" = "$CLAIMS" ]; }
all_running() { [ "$(k get pods --no-headers | grep -cw Running)" = $((CLAIMS / A_POD)) ]; }
no_claims() { [ -z "$(k get pvc --no-headers 2>/dev/null)" ]; }
no_volumes() { ! kubectl get pv -o jsonpath='{.items[*].spec.claimRef.namespace}' | grep -qw "$ns"; }

measure() { # class, what it is called
  local begin placed bound pods
  claims_and_pods "$1" "$2"
  k create -f "$scratch/claims.yaml" >/dev/null
  begin=$(now)
  k create -f "$scratch/pods.yaml" >/dev/null
  eventually 300 "the scheduler has chosen a node for $CLAIMS claims of $1" all_placed
  placed=$(since "$begin")
  eventually 600 "$CLAIMS claims of $1 are bound" all_bound
  bound=$(since "$begin")
  eventually 900 "their pods run" all_running
  pods=$(since "$begin")
  begin=$(now)
  k delete pods --all --wait=false >/dev/null
  k delete pvc --all --wait=false >/dev/null
  eventually 600 "the claims of $1 are deleted" no_claims
  eventually 600 "the volumes of $1 are deleted" no_volumes
  note "$2: $CLAIMS claims have a node after $placed s, are bound after $bound s, their pods running after $pods s, all deleted in $(since "$begin") s"
  bound_in=$bound
}
measure "$CLASS" cistern
cistern=$bound_in
# The hostpath driver is often on one node of several, where the scheduler does not know that.
hostpath=hostpath.csi.k8s.io
class=$(kubectl get storageclass -o jsonpath="{.items[?(@.provisioner=='$hostpath')].metadata.name}")
if [ -n "$class" ] && [ "$(nodes_of $hostpath)" = "$(nodes_of "$(driver_of "$CLASS")")" ]; then
  measure "${class%% *}" hostpath
fi
awk -v found="$cistern" -v limit="${BOUND_WITHIN:-0}" 'BEGIN {exit !(limit == 0 || found < limit)}' ||
  fail "$CLAIMS claims took $cistern s, more than BOUND_WITHIN=$BOUND_WITHIN s"
