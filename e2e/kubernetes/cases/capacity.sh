# Free space is published for the scheduler; a claim that fits nowhere leaves its pod pending and makes nothing.
published() {
  kubectl --namespace "$NAMESPACE" get csistoragecapacities \
    -o jsonpath="{range .items[?(@.storageClassName=='$1')]}{.capacity} {end}"
}
[ -n "$(published "$CLASS")" ] || fail "no CSIStorageCapacity for $CLASS"
note "published for $CLASS: $(published "$CLASS")"

example file-volume.yaml | sed 's/storage: 1Gi/storage: 900Ti/' | apply
eventually 60 "the scheduler finds no node" said writer 'did not have enough free storage'
expect "the claim" Pending "$(field pvc files '{.status.phase}')"
expect "the volume made for it" "" "$(volume_of files)"
