# Where the network plugin enforces policies: only the controller reaches an agent, only chosen namespaces the gateway, which calls nobody.
needs_disruption
[ -n "$(kubectl --namespace "$NAMESPACE" get networkpolicies --selector "app.kubernetes.io/instance=$RELEASE" -o name)" ] ||
  skip "the chart was installed without network policies"

# Something listens there, and lets itself be connected to; some never close, whatever they are told.
reached() { # address, port
  inside client "timeout 6 nc -w 3 $1 $2 </dev/null; case \$? in 0 | 124 | 143) ;; *) exit 1 ;; esac"
}
shut() { ! reached "$@"; }
policy() { # namespace, name, pods, from whom
  kubectl apply -f - <<YAML
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {namespace: $1, name: $2}
spec: {podSelector: {$3}, policyTypes: [Ingress], ingress: [$4]}
YAML
}

pod listener 'httpd -f -p 8080' | apply
start_idle client
running listener
listener=$(field pod listener '{.status.podIP}')
eventually 30 "one pod reaches another" reached "$listener" 8080
policy "$ns" nobody "" ""
for _ in $(seq 10); do
  shut "$listener" 8080 && break
  sleep 1
done
shut "$listener" 8080 || skip "this cluster's network plugin enforces no network policies"
k delete networkpolicy nobody

# What no other pod has a business with. That it can be reached when it may be shows that it is the policies that shut it.
doors=$(kubectl --namespace "$NAMESPACE" get pods --selector "app.kubernetes.io/instance=$RELEASE" -o go-template='
  {{- range .items}}{{$ip := .status.podIP}}{{range .spec.containers}}{{range .ports}}
  {{- if or (eq .name "agent") (eq .name "healthz")}}{{$ip}} {{.containerPort}}{{"\n"}}{{end}}
  {{- end}}{{end}}{{end}}')
each_door() { # is shut, is reached
  local address port
  while read -r address port; do
    eventually 60 "$address:$port $1" "${1#is }" "$address" "$port" </dev/null
  done <<<"$doors"
}
each_door "is shut"
at_end kubectl --namespace "$NAMESPACE" delete networkpolicy "$ns" --ignore-not-found
policy "$NAMESPACE" "$ns" "matchLabels: {app.kubernetes.io/instance: $RELEASE}" \
  "{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: $ns}}}]}"
each_door "is reached"
kubectl --namespace "$NAMESPACE" delete networkpolicy "$ns"
each_door "is shut"

# A controller that starts now is ready when it has reached an agent.
kubectl --namespace "$NAMESPACE" rollout restart "$(workload controller)"
settled controller
example file-volume.yaml | apply
running writer
note "$(wc -l <<<"$doors") ports shut to other pods; the controller made a volume"

[ -n "$(workload gateway)" ] || exit 0
at_end helm rollback "$RELEASE" --namespace "$NAMESPACE" --wait --timeout 5m
helm upgrade "$RELEASE" "$CHART" --namespace "$NAMESPACE" --reuse-values --wait --timeout 5m \
  --set-json 'networkPolicies.gatewayFrom=[{"namespaceSelector":{"matchLabels":{"cistern.io/e2e-buckets":"yes"}}}]'
gateway=$(kubectl --namespace "$NAMESPACE" get pod "$FULLNAME-gateway-0" -o jsonpath='{.status.podIP}')
eventually 60 "the gateway is shut to a namespace that was not chosen" shut "$gateway" 9000
kubectl label namespace "$ns" cistern.io/e2e-buckets=yes
eventually 60 "the gateway is reached from a namespace that was chosen" reached "$gateway" 9000
eventually 30 "the listener is reached without a policy" reached "$listener" 8080
case $(kubectl --namespace "$NAMESPACE" get networkpolicy "$FULLNAME-gateway" -o jsonpath='{.spec.policyTypes}') in
  *Egress*)
    refused "a call from the gateway's pod" 'refused|124|timed out|unreachable' kubectl --namespace "$NAMESPACE" exec "$FULLNAME-gateway-0" -c gateway -- \
      timeout 5 bash -c "exec 3<>/dev/tcp/$listener/8080"
    note "the gateway calls nobody" ;;
esac
