# Volumes that grow; sourced by the cases about them.

# class_with FSTYPE: from here on, claims are of a class of this case's own: CLASS, with another file system.
class_with() {
  local parameters
  parameters=$(kubectl get storageclass "$CLASS" -o go-template='{{range $key, $value := .parameters}}{{$key}}: "{{$value}}"{{"\n"}}{{end}}')
  at_end kubectl delete storageclass "$ns" --ignore-not-found
  kubectl apply -f - <<YAML
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: $ns}
provisioner: $(driver_of "$CLASS")
volumeBindingMode: WaitForFirstConsumer
allowVolumeExpansion: true
parameters:
  csi.storage.k8s.io/fstype: $1
$(sed -e '/^csi.storage.k8s.io\/fstype:/d' -e 's/^/  /' <<<"$parameters")
YAML
  CLASS=$ns
}

# The pod of file-volume.yaml, with something in its volume that is not to change.
start_small() {
  example file-volume.yaml | apply
  running writer
  inside writer 'head -c 10000000 /dev/urandom > /data/random; sync'
  sum=$(inside writer 'sha256sum < /data/random')
  local size
  size=$(filesystem_size writer /data)
  [ "$size" -lt 1100000 ] || fail "the file system is larger than its volume: $size KiB"
}

grown() { [ "$(field pvc "$1" '{.status.capacity.storage}')" = 2Gi ]; }

# The claim has its new size, and so has the file system, with everything that was in it.
check_grown() {
  local size
  size=$(filesystem_size writer /data)
  expect "the size of the claim" 2Gi "$(field pvc files '{.status.capacity.storage}')"
  [ "$size" -gt 1900000 ] || fail "the file system did not grow: $size KiB"
  expect "the checksum of what was there" "$sum" "$(inside writer 'sha256sum < /data/random')"
}
