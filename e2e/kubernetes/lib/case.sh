# Runs one case in a namespace of its own, which it removes: bash lib/case.sh NAME.
# Exits 0 when the case held, 77 when it could not be tried here, with anything else when it failed.
set -Eeuo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$here/lib/settings.sh"
. "$here/lib/expect.sh"
. "$here/lib/cluster.sh"
. "$here/lib/manifests.sh"
. "$here/lib/workload.sh"

name=$1
ns=cistern-e2e-$name

# at_end COMMAND...: done when the case has ended, however it did, and its namespace is gone.
endings=()
at_end() { endings+=("$*"); }

finish() {
  local status=$? ending
  trap - EXIT
  if [ "$status" != 0 ] && [ "$status" != 77 ]; then
    [ -e "$failed_because" ] || printf 'fail: %s\n' "${failed_command:-a command failed}"
    describe_failure
  fi
  remove_namespace || { [ "$status" != 0 ] || { printf 'fail: the namespace %s cannot be removed\n' "$ns"; status=1; }; }
  for ending in "${endings[@]}"; do $ending || true; done
  rm -rf "$scratch"
  exit "$status"
}

scratch=$(mktemp -d)
failed_because=$scratch/failed
trap 'failed_command="${BASH_SOURCE[0]##*/}:$LINENO: $BASH_COMMAND"' ERR
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
make_namespace
. "$here/cases/$name.sh"
