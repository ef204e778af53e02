{{/* Where programs find changed blocks, and whom to trust there. Call with (list $ authority), the authority in Base64. */}}
{{- define "cistern.snapshotMetadataService" }}
{{- $root := index . 0 }}
apiVersion: cbt.storage.k8s.io/v1beta1
kind: SnapshotMetadataService
metadata:
  name: {{ include "cistern.driver" $root }}
  labels: {{- include "cistern.labels" (list $root "controller") | nindent 4 }}
spec:
  address: {{ include "cistern.snapshotMetadataHost" $root }}:6443
  audience: {{ $root.Values.snapshotMetadata.audience }}
  caCert: {{ index . 1 }}
{{- end }}
