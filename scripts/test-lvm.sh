#!/usr/bin/env bash
# The tests of LVM pools: in this kernel if it has a device mapper and we are root, else in one of their own.
#
#   test-lvm.sh [CLASS...]      by default all of them
set -euo pipefail
cd "$(dirname "$0")/.."
PATH="$PATH:/usr/sbin:/sbin"

# A test that finds no device mapper is skipped elsewhere; here it fails.
export CISTERN_DEVICE_MAPPER=true
classes=("$@")
[ $# -gt 0 ] || classes=(
  io.cistern.pool.lvm.LvmPoolIT
)

here=()
if [ "$(id -u)" = 0 ] && dmsetup version >/dev/null 2>&1; then here=(--here); fi
exec scripts/test-kernel.sh "${here[@]}" "${classes[@]}"
