# Pods that tell whether their volumes ever fail them.

# A pod `writer` that writes numbers, each synced, to a file and to a raw device, and ends at the first error. With each number
# goes the machine's uptime, so that the longest wait for a write can be told.
start_writer() {
  apply <<YAML
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: written-files}
spec:
  storageClassName: $CLASS
  accessModes: [ReadWriteOnce]
  resources: {requests: {storage: 512Mi}}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: written-blocks}
spec:
  storageClassName: $CLASS
  volumeMode: Block
  accessModes: [ReadWriteOnce]
  resources: {requests: {storage: 512Mi}}
---
apiVersion: v1
kind: Pod
metadata: {name: writer}
spec:
  restartPolicy: Never
  terminationGracePeriodSeconds: 1
  containers:
    - name: writer
      image: $IMAGE
      command: [sh, -ec]
      args:
        - |
          n=0
          while :; do
            n=\$((n + 1))
            read -r uptime rest < /proc/uptime
            echo "\$n \$uptime" | dd of=/data/log oflag=append conv=notrunc,fsync
            printf '%-511d\n' \$n | dd of=/dev/volume bs=512 seek=\$n conv=notrunc,fsync
            echo \$n > /data/acknowledged
            sleep 0.02
          done 2>/tmp/errors || { cat /tmp/errors; exit 1; }
      volumeMounts: [{name: data, mountPath: /data}]
      volumeDevices: [{name: device, devicePath: /dev/volume}]
  volumes:
    - name: data
      persistentVolumeClaim: {claimName: written-files}
    - name: device
      persistentVolumeClaim: {claimName: written-blocks}
YAML
  running writer
  writes_on
}

acknowledged() { inside writer 'cat /data/acknowledged'; }

more_than() { [ "$(acknowledged)" -gt "$1" ]; }

# The writer gets on: it writes something now that it had not written when asked.
writes_on() {
  local before
  before=$(acknowledged 2>/dev/null || echo 0)
  eventually 20 "the writer gets on after write $before" more_than "$before"
}

# No write failed, none is missing from the file or the device, and the pod was never started again.
check_writer() {
  expect "the writer's phase ($(k logs writer --tail 3))" Running "$(field pod writer '{.status.phase}')"
  expect "the writer's restarts" 0 "$(field pod writer '{.status.containerStatuses[0].restartCount}')"
  local gap acknowledged on_device
  gap=$(inside writer 'head -n "$(cat /data/acknowledged)" /data/log' | awk '
    $1 != NR {print "line " NR " is \"" $0 "\""; exit}
    NR > 1 && $2 - last > longest {longest = $2 - last}
    {last = $2}
    END {if ($1 == NR) printf "%.2f", longest}')
  case $gap in line*) fail "a write is missing: $gap" ;; esac
  acknowledged=$(acknowledged)
  on_device=$(inside writer "dd if=/dev/volume bs=512 skip=1 count=$acknowledged 2>/dev/null" | awk '$1 == NR {n++} END {print n}')
  expect "numbers on the device" "$acknowledged" "$on_device"
  note "$acknowledged synced writes to each volume, none failed or lost; the longest wait was $gap s"
}

# start_reader POD CLAIM [read-only mount] [read-only claim]: an idle pod with the claim at /data.
start_reader() {
  apply <<YAML
apiVersion: v1
kind: Pod
metadata: {name: $1}
spec:
  terminationGracePeriodSeconds: 1
  containers:
    - name: reader
      image: $IMAGE
      command: [sleep, infinity]
      volumeMounts: [{name: data, mountPath: /data, readOnly: ${3:-false}}]
  volumes:
    - name: data
      persistentVolumeClaim: {claimName: $2, readOnly: ${4:-false}}
YAML
  running "$1"
}

# start_s3_client POD ACCESS_KEY SECRET_KEY: an idle pod in which aws-cli speaks with the gateway by this key.
start_s3_client() {
  apply <<YAML
apiVersion: v1
kind: Pod
metadata: {name: $1}
spec:
  terminationGracePeriodSeconds: 1
  containers:
    - name: aws
      image: $S3_IMAGE
      command: [sleep, infinity]
      env:
        - {name: AWS_ENDPOINT_URL, value: "$S3_ENDPOINT"}
        - {name: AWS_DEFAULT_REGION, value: us-east-1}
        - {name: AWS_ACCESS_KEY_ID, value: "$2"}
        - {name: AWS_SECRET_ACCESS_KEY, value: "$3"}
YAML
  running "$1"
}
