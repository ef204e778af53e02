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
sync
echo "@@end"
echo o > /proc/sysrq-trigger
sleep 60
