# The node plugin is restarted, deleted and killed while a pod writes: the pod sees no error, and volumes can be had afterwards.
needs_disruption
start_writer
node=$(workload node)
kubectl --namespace "$NAMESPACE" rollout restart "$node"
settled node
writes_on

kubectl --namespace "$NAMESPACE" delete pods --selector "$(component node)" --force --grace-period=0
settled node
writes_on

# kill -9 of every process of the plugin's container, as a crash or the kernel's out-of-memory killer would.
where=$(field pod writer '{.spec.nodeName}')
plugin=$(kubectl --namespace "$NAMESPACE" get pods --selector "$(component node)" --field-selector "spec.nodeName=$where" -o name)
container=$(kubectl --namespace "$NAMESPACE" get "$plugin" \
  -o jsonpath="{.status.containerStatuses[?(@.name=='node')].containerID}" | sed 's|.*://||')
kill_all='for p in /proc/[0-9]*; do grep -q '$container' $p/cgroup && kill -9 ${p#/proc/}; done; true'
POD_SPEC="nodeName: $where"$'\n  hostPID: true' CONTAINER_SPEC='securityContext: {privileged: true}' pod killer "$kill_all" | apply
k wait pod/killer --for=jsonpath='{.status.phase}'=Succeeded --timeout=60s
restarted() { [ "$(kubectl --namespace "$NAMESPACE" get "$plugin" \
  -o jsonpath="{.status.containerStatuses[?(@.name=='node')].restartCount}")" -gt 0 ]; }
eventually 60 "the plugin's container is started again" restarted
settled node
writes_on
check_writer

# What the plugin finds again it can also unmount, delete and make anew.
example file-volume.yaml | sed 's/name: writer/name: newcomer/' | apply
running newcomer
sum=$(inside writer 'cat /data/log | head -n 10 | sha256sum')
remove_pod writer
k delete pvc written-blocks --timeout=60s
start_idle reader written-files=/data
expect "what the writer left" "$sum" "$(inside reader 'head -n 10 /data/log | sha256sum')"
