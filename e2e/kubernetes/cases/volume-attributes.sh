# A living volume is given another class of attributes: its space is reserved while its pod writes.
has_api storage.k8s.io VolumeAttributesClass || skip "the cluster has no VolumeAttributesClass"
example file-volume.yaml | apply
running writer
inside writer 'echo kept > /data/file; sync'
at_end kubectl delete volumeattributesclass example-reserved --ignore-not-found
example volume-attributes-class.yaml | apply
k wait pvc/files --for=jsonpath='{.status.currentVolumeAttributesClassName}'=example-reserved --timeout=90s
expect "what was there" kept "$(inside writer 'cat /data/file')"
inside writer 'echo more > /data/file; sync'
remove_pod writer
k delete pvc files --timeout=60s
