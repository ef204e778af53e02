#!/usr/bin/env bash
# The tests of LVM pools: in this kernel if it has a device mapper and we are root, else in one of their own.
#
#   test-lvm.sh [all | CLASS...]      by default what takes less than ten minutes; all: dying and power cuts, too
set -euo pipefail
cd "$(dirname "$0")/.."
PATH="$PATH:/usr/sbin:/sbin"

# A test that finds no device mapper is skipped elsewhere; here it fails.
export CISTERN_DEVICE_MAPPER=true
# The node's tests, which are for loop pools elsewhere, are for LVM pools here.
export CISTERN_TEST_BACKEND=lvm
# In two kernels, each of one processor: about as long as each other.
usual=(
  io.cistern.pool.lvm.LvmPoolIT
  io.cistern.node.it.EncryptedVolumeIT
  io.cistern.node.it.IoLimitsIT
  --
  io.cistern.pool.lvm.LvmPoolStateIT
  io.cistern.pool.lvm.LvmPoolCheckIT
  io.cistern.pool.lvm.LvmChangesIT
  io.cistern.pool.lvm.LvmBlocksIT
  io.cistern.pool.lvm.LvmGroupCutIT
  io.cistern.pool.lvm.ThinPoolFullIT
  io.cistern.pool.lvm.ThinMetadataFullIT
  io.cistern.cli.LvmLifecycleIT
)
# And in a third, for an hour and more.
long=(
  --
  io.cistern.node.it.FilesystemVolumeIT
  io.cistern.pool.lvm.LvmCrashIT
  io.cistern.pool.lvm.LvmPowerCutIT
)
options=()
case "$*" in
  '') classes=("${usual[@]}") ;;
  all) classes=("${usual[@]}" "${long[@]}") options=(--timeout=10800) ;;
  *) classes=("$@") ;;
esac

if [ "$(id -u)" = 0 ] && dmsetup version >/dev/null 2>&1; then options=(--here); fi
exec scripts/test-kernel.sh "${options[@]}" "${classes[@]}"
