{{/* What each sidecar is told besides what all are. */}}

{{- define "cistern.arguments.provisioner" -}}
- --extra-create-metadata
- --default-fstype=ext4
# The node that was chosen, and no other: only its agent must answer.
- --strict-topology
- --enable-capacity
# The capacity objects belong to the Deployment: the pod, its ReplicaSet, the Deployment.
- --capacity-ownerref-level=2
- --capacity-poll-interval={{ .Values.sidecars.capacityPollInterval }}
# An allowance of its own, by default one object a second: a class times a node each time that is too few for many of them.
- --kube-api-capacity-qps={{ .Values.sidecars.apiQps }}
- --kube-api-capacity-burst={{ .Values.sidecars.apiBurst }}
{{- end -}}

{{- define "cistern.arguments.resizer" -}}
# Volumes grow while they are in use; watching all pods of the cluster would be for nothing.
- --handle-volume-inuse-error=false
{{- end -}}

{{- define "cistern.arguments.snapshotter" -}}
- --feature-gates=CSIVolumeGroupSnapshot={{ include "cistern.groupSnapshots" . | default "false" }}
{{- end -}}

{{- define "cistern.arguments.healthMonitor" -}}
- --list-volumes-interval=1m
{{- end -}}
