{{/* What every object's name begins with: the release, and the chart unless the release is named for it. */}}
{{- define "cistern.fullname" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "cistern.driver" -}}csi.cistern.io{{- end -}}

{{/* The labels of every object. Call with (list $ "component"). */}}
{{- define "cistern.labels" -}}
{{- $root := index . 0 -}}
helm.sh/chart: {{ printf "%s-%s" $root.Chart.Name $root.Chart.Version | replace "+" "_" }}
app.kubernetes.io/version: {{ $root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ $root.Release.Service }}
app.kubernetes.io/part-of: cistern
{{ include "cistern.selector" . }}
{{- with $root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* What selects the pods of a component. It never changes: selectors cannot. */}}
{{- define "cistern.selector" -}}
{{- $root := index . 0 -}}
app.kubernetes.io/name: {{ $root.Chart.Name }}
app.kubernetes.io/instance: {{ $root.Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end -}}

{{/* An image of ours. Call with (list $ "csi-node"). */}}
{{- define "cistern.image" -}}
{{- $root := index . 0 -}}
{{- with $root.Values.image -}}
{{ .registry }}/{{ .repository }}/{{ index $ 1 }}:{{ .tag | default $root.Chart.AppVersion }}
{{- end -}}
{{- end -}}

{{/* A sidecar's image. Call with (list $ "provisioner"). */}}
{{- define "cistern.sidecarImage" -}}
{{- $root := index . 0 -}}
{{- $sidecar := index $root.Values.sidecars (index . 1) -}}
{{ $root.Values.sidecars.registry }}/{{ $sidecar.image }}:{{ $sidecar.tag }}
{{- end -}}

{{- define "cistern.imagePullSecrets" -}}
{{- with .Values.imagePullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- end -}}

{{/* Where pods go. Call with the values that have nodeSelector, affinity and tolerations. */}}
{{- define "cistern.scheduling" -}}
{{- with .nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* The least a container can be given; every container but the node plugin's has it. */}}
{{- define "cistern.confined" -}}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: {drop: [ALL]}
{{- end -}}

{{- define "cistern.unprivilegedPod" -}}
securityContext:
  runAsNonRoot: true
  runAsUser: 65532
  runAsGroup: 65532
  fsGroup: 65532
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile: {type: RuntimeDefault}
{{- end -}}

{{/* "true" if wanted, or if "auto" and the cluster serves the API. Call with (list $ value "group/version" ...). */}}
{{- define "cistern.available" -}}
{{- $root := index . 0 -}}
{{- $wanted := index . 1 -}}
{{- if eq (toString $wanted) "auto" -}}
{{- range slice . 2 }}{{ if $root.Capabilities.APIVersions.Has . }}true{{ break }}{{ end }}{{ end -}}
{{- else if $wanted -}}true
{{- end -}}
{{- end -}}

{{- define "cistern.snapshots" -}}
{{- include "cistern.available" (list . .Values.snapshots.enabled "snapshot.storage.k8s.io/v1") -}}
{{- end -}}

{{- define "cistern.groupSnapshots" -}}
{{- if include "cistern.snapshots" . -}}
{{- include "cistern.available" (list . .Values.snapshots.groups "groupsnapshot.storage.k8s.io/v1" "groupsnapshot.storage.k8s.io/v1beta2") -}}
{{- end -}}
{{- end -}}

{{/* The name that the agents' certificate is for, and by which the controller finds them. */}}
{{- define "cistern.agentsHost" -}}
{{ include "cistern.fullname" . }}-agents.{{ .Release.Namespace }}.svc
{{- end -}}

{{- define "cistern.controllerTlsSecret" -}}
{{- if eq .Values.tls.source "existing" -}}{{ required "tls.existing.controllerSecret is required with tls.source=existing" .Values.tls.existing.controllerSecret }}
{{- else -}}{{ include "cistern.fullname" . }}-controller-tls
{{- end -}}
{{- end -}}

{{- define "cistern.agentTlsSecret" -}}
{{- if eq .Values.tls.source "existing" -}}{{ required "tls.existing.agentSecret is required with tls.source=existing" .Values.tls.existing.agentSecret }}
{{- else -}}{{ include "cistern.fullname" . }}-agent-tls
{{- end -}}
{{- end -}}

{{- define "cistern.snapshotMetadataHost" -}}
{{ include "cistern.fullname" . }}-snapshot-metadata.{{ .Release.Namespace }}.svc
{{- end -}}

{{- define "cistern.snapshotMetadataSecret" -}}
{{- if eq .Values.tls.source "chart" -}}{{ include "cistern.fullname" . }}-snapshot-metadata-tls
{{- else -}}{{ required "snapshotMetadata.existingSecret is required unless tls.source is chart" .Values.snapshotMetadata.existingSecret }}
{{- end -}}
{{- end -}}

{{- define "cistern.s3Secret" -}}
{{- .Values.gateway.rootCredentials.existingSecret | default (printf "%s-s3-root" (include "cistern.fullname" .)) -}}
{{- end -}}

{{/* The environment by which a service finds its certificate. */}}
{{- define "cistern.tlsEnvironment" -}}
- name: CISTERN_TLS_CA
  value: /etc/cistern/tls/ca.crt
- name: CISTERN_TLS_CERTIFICATE
  value: /etc/cistern/tls/tls.crt
- name: CISTERN_TLS_KEY
  value: /etc/cistern/tls/tls.key
{{- end -}}

{{/* Ready and alive as the sidecar that probes the CSI socket says; a start may have much to recover. */}}
{{- define "cistern.csiProbes" -}}
startupProbe:
  httpGet: {path: /q/health/ready, port: metrics}
  periodSeconds: 2
  failureThreshold: 300
readinessProbe:
  httpGet: {path: /q/health/ready, port: metrics}
  periodSeconds: 10
livenessProbe:
  httpGet: {path: /healthz, port: healthz}
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 6
{{- end -}}

{{/* Where pods find the gateway. */}}
{{- define "cistern.s3Url" -}}
{{ ternary "https" "http" (not (empty .Values.gateway.tls.existingSecret)) }}://{{ include "cistern.fullname" . }}-s3.{{ .Release.Namespace }}.svc:{{ .Values.gateway.service.port }}
{{- end -}}
