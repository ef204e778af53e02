# kubectl for a case: everything in the case's own namespace, $ns.

k() { kubectl --namespace "$ns" "$@"; }

# Privileged pods are allowed here, because one case kills the node plugin as a crash of it would.
make_namespace() {
  remove_namespace
  kubectl create namespace "$ns"
  kubectl label namespace "$ns" cistern.io/e2e=true pod-security.kubernetes.io/enforce=privileged
}

# Pods are not given their time to end: nothing here depends on it, and a busy cluster is then not waited for.
remove_namespace() {
  kubectl get namespace "$ns" >/dev/null 2>&1 || return 0
  k delete pods --all --wait=false >/dev/null 2>&1 || true
  kubectl delete namespace "$ns" --timeout=180s
}

describe_failure() {
  printf -- '--- what the namespace looked like\n'
  k get all,pvc,volumesnapshot -o wide 2>/dev/null || k get all,pvc -o wide || true
  k describe pvc,pods || true
  k get events --sort-by=.lastTimestamp || true
  printf -- '--- the last of what the plugin said\n'
  kubectl --namespace "$NAMESPACE" logs --selector "app.kubernetes.io/instance=$RELEASE" --all-containers --prefix --tail 40 --max-log-requests 40 || true
}

# A file of deploy/examples, with the images and the class this run was told to use.
example() {
  sed -e "s|image: busybox:.*|image: $IMAGE|" -e "s|image: amazon/aws-cli:.*|image: $S3_IMAGE|" \
    -e "s|storageClassName: cistern$|storageClassName: $CLASS|" "$E2E_ROOT/deploy/examples/$1"
}

# The documents of one kind of an example.
documents() { # example, kind
  example "$1" | awk -v kind="$2" 'BEGIN {RS = "---\n"} $0 ~ "(^|\n)kind: " kind "\n" {print "---\n" $0}'
}

apply() { k apply -f -; }

field() { k get "$1" "$2" -o "jsonpath=$3"; }

running() { k wait "pod/$1" --for=condition=Ready --timeout="${2:-120}s"; }
bound() { k wait "pvc/$1" --for=jsonpath='{.status.phase}'=Bound --timeout="${2:-60}s"; }
gone() { k wait "$1" --for=delete --timeout="${2:-120}s"; }

# The object is known not to be there; a cluster that does not answer says nothing.
absent() { [[ $(kubectl get "$@" 2>&1) == *NotFound* ]]; }

remove_pod() { k delete pod "$1" --timeout=120s; }

# inside POD COMMAND: a shell's command line in the pod.
inside() { k exec "$1" -- sh -ec "$2"; }

# said OBJECT PATTERN: an event about the object matches.
said() { k get events --field-selector "involvedObject.name=$1" -o jsonpath='{range .items[*]}{.message}{"\n"}{end}' | grep -qE "$2"; }

# The nodes on which a driver runs, one a line.
nodes_of() { # driver
  kubectl get csinodes -o go-template='{{range $node := .items}}{{range .spec.drivers}}{{.name}} {{$node.metadata.name}}{{"\n"}}{{end}}{{end}}' |
    awk -v driver="$1" '$1 == driver {print $2}'
}
driver_of() { kubectl get storageclass "$1" -o 'jsonpath={.provisioner}'; } # class

volume_of() { field pvc "$1" '{.spec.volumeName}'; }

has_api() { kubectl api-resources --api-group "$1" --no-headers 2>/dev/null | grep -qw "$2"; }

# The version of the Container Object Storage Interface that is served, if any.
served_bucket_claims() {
  kubectl get crd bucketclaims.objectstorage.k8s.io -o jsonpath='{.spec.versions[?(@.served==true)].name}' 2>/dev/null || true
}

needs_snapshots() { has_api snapshot.storage.k8s.io VolumeSnapshot || skip "the cluster has no snapshot CRDs"; }

needs_disruption() { [ "$DISRUPTIVE" = yes ] || skip "DISRUPTIVE=$DISRUPTIVE"; }

# The parts of the release, by the chart's labels.
component() { printf 'app.kubernetes.io/instance=%s,app.kubernetes.io/component=%s' "$RELEASE" "$1"; }
workload() { kubectl --namespace "$NAMESPACE" get deployment,daemonset,statefulset --selector "$(component "$1")" -o name; }
settled() { kubectl --namespace "$NAMESPACE" rollout status "$(workload "$1")" --timeout=180s; }

# The gateway's own credentials: root_key access-key, root_key secret-key.
root_key() { kubectl --namespace "$NAMESPACE" get secret "$S3_SECRET" -o "jsonpath={.data.$1}" | base64 -d; }
