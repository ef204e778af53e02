# Pods that tell whether their volumes ever fail them.

# A pod `writer` that writes numbers, each synced, to a file and to a raw device, and ends at the first error. With each number
# goes the machine's uptime, so that the longest wait for a write can be told.
start_writer() {
  local forever='
    n=0
    while :; do
      n=$((n + 1))
      read -r uptime rest < /proc/uptime
      echo "$n $uptime" | dd of=/data/log oflag=append conv=notrunc,fsync
      printf "%-511d\n" $n | dd of=/dev/volume bs=512 seek=$n conv=notrunc,fsync
      echo $n > /data/acknowledged
      sleep 0.02
    done 2>/tmp/errors || { cat /tmp/errors; exit 1; }'
  {
    claim written-files 512Mi
    claim written-blocks 512Mi 'volumeMode: Block'
    pod writer "$forever" written-files=/data written-blocks=/dev/volume
  } | apply
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

# start_idle POD [CLAIM=PATH...]: a pod that waits to be told what to do, with claims as `pod` has them.
start_idle() {
  local name=$1
  shift
  pod "$name" 'sleep infinity' "$@" | apply
  running "$name"
}

# start_s3_client POD ACCESS_KEY SECRET_KEY: an idle pod in which aws-cli speaks with the gateway by this key.
start_s3_client() {
  local variables="{name: AWS_ENDPOINT_URL, value: '$S3_ENDPOINT'}, {name: AWS_DEFAULT_REGION, value: us-east-1}"
  variables+=", {name: AWS_ACCESS_KEY_ID, value: '$2'}, {name: AWS_SECRET_ACCESS_KEY, value: '$3'}"
  IMAGE=$S3_IMAGE CONTAINER_SPEC="env: [$variables]" start_idle "$1"
}

# KiB that the file system at a path of a pod has.
filesystem_size() { inside "$1" "df -k $2" | awk 'END {print $2}'; }

# Tells one start of a pod from another.
identity() { field pod "$1" '{.metadata.uid}/{.status.containerStatuses[0].restartCount}'; }
