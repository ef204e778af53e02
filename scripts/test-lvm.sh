#!/usr/bin/env bash
# The tests of LVM pools: in this kernel if it has a device mapper and we are root, else in one of their own.
#
#   test-lvm.sh [CLASS...]      by default all of them
set -euo pipefail
cd "$(dirname "$0")/.."
PATH="$PATH:/usr/sbin:/sbin"

# A test that finds no device mapper is skipped elsewhere; here it fails.
export CISTERN_DEVICE_MAPPER=true
# The node's tests, which are for loop pools elsewhere, are for LVM pools here.
export CISTERN_TEST_BACKEND=lvm
classes=("$@")
[ $# -gt 0 ] || classes=(
  io.cistern.pool.lvm.LvmPoolIT
  io.cistern.pool.lvm.LvmPoolStateIT
  io.cistern.pool.lvm.LvmPoolCheckIT
  io.cistern.pool.lvm.ThinPoolFullIT
  io.cistern.pool.lvm.ThinMetadataFullIT
  io.cistern.pool.lvm.LvmCrashIT
  io.cistern.pool.lvm.LvmPowerCutIT
  io.cistern.node.it.FilesystemVolumeIT
  io.cistern.node.it.IoLimitsIT
  io.cistern.node.it.EncryptedVolumeIT
  io.cistern.cli.LvmLifecycleIT
  io.cistern.pool.lvm.LvmBlocksIT
  io.cistern.pool.lvm.LvmGroupCutIT
)

here=()
if [ "$(id -u)" = 0 ] && dmsetup version >/dev/null 2>&1; then here=(--here); fi
exec scripts/test-kernel.sh "${here[@]}" "${classes[@]}"
