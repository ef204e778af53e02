# A StatefulSet scales up and down, and each replica finds its own volume again.
scaled() { k rollout status statefulset/store --timeout=180s; }
example statefulset.yaml | apply
k scale statefulset store --replicas=3
scaled
for i in 0 1 2; do inside store-$i 'hostname > /data/name; sync'; done
k scale statefulset store --replicas=1
gone pod/store-2
gone pod/store-1
expect "claims after scaling down" 3 "$(k get pvc --no-headers | grep -c Bound)"
k scale statefulset store --replicas=3
scaled
for i in 0 1 2; do expect "the name in the volume of store-$i" store-$i "$(inside store-$i 'cat /data/name')"; done
k rollout restart statefulset store
scaled
for i in 0 1 2; do expect "the name after a rolling restart" store-$i "$(inside store-$i 'cat /data/name')"; done
