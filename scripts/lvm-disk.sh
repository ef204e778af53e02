#!/usr/bin/env bash
# Runs a command beside an LVM pool on a throw-away disk: in this kernel if it has a device mapper and we are
# root, else in user-mode Linux (kernel.sh). The command sees the pool's URI as CISTERN_LVM_POOL.
#
#   scripts/lvm-disk.sh COMMAND...
set -euo pipefail
root="$(cd "$(dirname "$0")/.." && pwd)"
PATH="$PATH:/usr/sbin:/sbin"

if [ "${1:-}" != --inside ]; then
  if [ "$(id -u)" = 0 ] && dmsetup version >/dev/null 2>&1; then
    exec "$0" --inside "$@"
  fi
  exec "$root/scripts/kernel.sh" --memory=3G --timeout=2400 "$0" --inside "$@"
fi
shift

work="$(mktemp -d)" group="cistern-throw-away-$$" disk=
cleanup() {
  trap - EXIT INT TERM
  if [ -n "$disk" ]; then
    vgremove -y -f "$group" >/dev/null 2>&1 || true
    losetup -d "$disk"
  fi
  rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

truncate -s 24G "$work/disk"
disk="$(losetup -f --show "$work/disk")"
"$root/cistern" pool init --vg "$group" --devices "$disk" --size 16Gi
CISTERN_LVM_POOL="lvm:$group" "$@"
