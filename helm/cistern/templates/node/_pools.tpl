{{/* What makes a pool, or finds it made. Call with the pool. */}}
{{- define "cistern.poolInit" -}}
{{- $words := list "cistern" "pool" "init" -}}
{{- with .lvm -}}
{{- $words = concat $words (list "--vg" .volumeGroup) -}}
{{- with .thinPool }}{{ $words = concat $words (list "--thin-pool" .) }}{{ end -}}
{{- with .devices }}{{ $words = concat $words (list "--devices" (join "," .)) }}{{ end -}}
{{- else -}}
{{- $words = append $words .loop.path -}}
{{- end -}}
{{- $words = concat $words (list "--name" .name) -}}
{{- with (.lvm | default .loop).size }}{{ $words = concat $words (list "--size" .) }}{{ end -}}
{{- toJson $words -}}
{{- end -}}

{{/* What the node service opens. Call with the pool. */}}
{{- define "cistern.poolUri" -}}
{{- with .lvm -}}
lvm:{{ .volumeGroup }}{{ with .thinPool }}/{{ . }}{{ end }}
{{- else -}}
loop:{{ .loop.path }}
{{- end -}}
{{- end -}}

{{/* What of its host has to be there to work on pools. Call with (list $parents $lvm). */}}
{{- define "cistern.poolMounts" -}}
- {name: tmp, mountPath: /tmp}
- {name: dev, mountPath: /dev}
# Where the host's udev is told to look for nothing inside volumes.
- {name: udev, mountPath: /run/udev}
{{- range $i, $parent := uniq (index . 0) }}
- {name: pools-{{ $i }}, mountPath: {{ $parent | quote }}, mountPropagation: Bidirectional}
{{- end }}
{{- if index . 1 }}
# The host's own LVM takes the same locks.
- {name: lvm-run, mountPath: /run/lvm}
- {name: lvm-locks, mountPath: /run/lock/lvm}
# Whose the pools are, and what may be frozen: until the machine restarts, not the pod.
- {name: lvm-pools, mountPath: /run/cistern/lvm}
{{- end }}
{{- end -}}
