#!/usr/bin/env bash
# The first process inside user-mode Linux: makes the machine usable, runs the job, says how it ended,
# and switches off. Its job directory is the kernel's argument `job=`.
set -u
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t tmpfs run /run
for word in $(cat /proc/cmdline); do
  case "$word" in job=*) job="${word#job=}" ;; esac
done
exec 2>&1
. "$job/environment"

# What everything in this kernel waits for. Opens nothing that may be suspended, and asks no process that may be stuck.
report() {
  echo "kernel: $(cat "$job/asked"). Threads, and how they are:"
  awk '/^Name:/ { name = substr($0, 7) } /^State:/ { state = $2 } /^Pid:/ { thread = $2 }
    /^PPid:/ && $2 != 2 && $2 != 0 { print thread, state, name }' /proc/[0-9]*/task/[0-9]*/status
  timeout 10 dmsetup info -c -o name,open,suspended
  echo w > /proc/sysrq-trigger
  dmesg | tail -n 200
  for process in /proc/[0-9]*; do
    [ "$(cat "$process/comm")" != java ] || kill -QUIT "${process#/proc/}"
  done
  sleep 10
}

# Gives signs of life to whoever runs this kernel, and answers when asked (kernel.sh).
live() {
  local beat=0
  while sleep 3; do
    echo $((++beat)) > "$job/beat"
    [ ! -e "$job/asked" ] || { report; echo o > /proc/sysrq-trigger; }
  done
}
live &

# The kernel's own loading of modules looks elsewhere: ciphers come before what needs them.
for module in cbc hmac xts af_alg algif_skcipher loop dm-mod dm-thin-pool dm-snapshot dm-crypt dm-flakey dm-log-writes nbd; do
  modprobe -d "$job" "$module" || echo "kernel: no module $module"
done
mount --make-rshared /
mount -t cgroup2 cgroup /sys/fs/cgroup
mkdir -p /run/scratch /dev/shm /dev/pts
ln -s /proc/self/fd /dev/fd
mount -t tmpfs shm /dev/shm
mkfs.ext4 -q -F /dev/ubda && mount /dev/ubda /run/scratch
export TMPDIR=/run/scratch DM_DISABLE_UDEV=1
ip link set lo up 2>/dev/null

cd "$(cat "$job/directory")" || exit 1
echo "@@begin"
bash "$job/command"
echo $? > "$job/status"
sync -f "$job"
echo "@@end"
echo o > /proc/sysrq-trigger
sleep 60
