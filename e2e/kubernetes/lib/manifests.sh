# What cases ask the cluster for, as YAML documents for `apply`: claims and pods, each written in one place.

# claim NAME SIZE [MORE]: a claim that the pods of one node may mount, of the class CLASS. MORE is one more line of its spec.
claim() {
  cat <<YAML
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: $1}
spec:
  storageClassName: $CLASS
  accessModes: [ReadWriteOnce]
  resources: {requests: {storage: $2}}
  ${3:-}
YAML
}

# pod NAME COMMAND [CLAIM=PATH...]: a pod of one container, `main`, that runs a shell's command line, once. It has each claim
# mounted at its path, or under /dev as a device. CLAIM=PATH:ro is a read-only mount, CLAIM:ro=PATH a claim used read-only.
# Said before it, as to a command: IMAGE=..., and one more line of the pod's spec or of its container's, POD_SPEC=... and CONTAINER_SPEC=...
pod() {
  local name=$1 command=$2 use from to number=0 mounts="" devices="" volumes=""
  shift 2
  for use; do
    number=$((number + 1)) from=${use%%=*} to=${use#*=}
    case $to in
      /dev/*) devices+="{name: v$number, devicePath: $to}, " ;;
      *:ro) mounts+="{name: v$number, mountPath: ${to%:ro}, readOnly: true}, " ;;
      *) mounts+="{name: v$number, mountPath: $to}, " ;;
    esac
    case $from in
      *:ro) volumes+="{name: v$number, persistentVolumeClaim: {claimName: ${from%:ro}, readOnly: true}}, " ;;
      *) volumes+="{name: v$number, persistentVolumeClaim: {claimName: $from}}, " ;;
    esac
  done
  cat <<YAML
---
apiVersion: v1
kind: Pod
metadata: {name: $name}
spec:
  restartPolicy: Never
  terminationGracePeriodSeconds: 1
  ${POD_SPEC:-}
  containers:
    - name: main
      image: $IMAGE
      ${CONTAINER_SPEC:-}
      volumeMounts: [$mounts]
      volumeDevices: [$devices]
      command: [sh, -ec]
      args:
        - |
$(sed 's/^/          /' <<<"$command")
  volumes: [$volumes]
YAML
}
