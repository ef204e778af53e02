#!/usr/bin/env bash
# The tour (`cistern demo`) on an LVM pool on a throw-away disk.
set -euo pipefail
root="$(cd "$(dirname "$0")/.." && pwd)"
if [ -z "${CISTERN_LVM_POOL:-}" ]; then
  "$root/cistern" --version >/dev/null # builds, if nobody has
  CISTERN_BUILD=no exec "$root/scripts/lvm-disk.sh" "$0"
fi
"$root/cistern" demo --pool "$CISTERN_LVM_POOL" --directory "${TMPDIR:-/var/tmp}"
