#!/usr/bin/env bash
# Runs a command as root in a kernel of its own (user-mode Linux), over this machine's files: with every
# capability, device mapper and disks that may be ruined. Needs no root here. A scratch disk
# is mounted on /run/scratch, which TMPDIR names.
#
#   scripts/kernel.sh [--memory=2G] [--disk=16G] [--timeout=1200] COMMAND...
#
# Ends with the command's status; 125 if the kernel could not be run.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"

memory=2G disk=16G limit=1200
while [[ "${1:-}" == --* ]]; do
  case "$1" in
    --memory=*) memory="${1#*=}" ;;
    --disk=*) disk="${1#*=}" ;;
    --timeout=*) limit="${1#*=}" ;;
    *) echo "kernel.sh: no option $1" >&2; exit 2 ;;
  esac
  shift
done
[ $# -gt 0 ] || { sed -n '2,9p' "$0" >&2; exit 2; }

fail() { echo "kernel.sh: $1" >&2; exit 125; }
[ "$(uname -m)" = x86_64 ] || fail "user-mode Linux runs on x86-64 only; run the tests natively on a machine with device mapper"
uml="$(command -v linux.uml)" || fail "no user-mode Linux here: sudo apt-get install user-mode-linux kmod"
PATH="$PATH:/usr/sbin:/sbin"
command -v modprobe >/dev/null || fail "no modprobe here: sudo apt-get install kmod"
modules=/usr/lib/uml/modules
[ -d "$modules" ] || fail "user-mode Linux has no modules in $modules"

job="$(mktemp -d)"
cleanup() {
  [ -z "${kernel:-}" ] || kill -9 -- "-$kernel" 2>/dev/null || true
  rm -rf "$job"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

mkdir -p "$job/lib"
ln -s "$modules" "$job/lib/modules"
printf '%q ' "$@" > "$job/command"
pwd > "$job/directory"
export -p | grep -v -E '^declare -x (PWD|OLDPWD|SHLVL|TMPDIR)=' > "$job/environment"
truncate -s "$disk" "$job/disk"
: > "$job/console"
gcc -O2 -shared -fPIC -o "$job/host.so" "$here/kernel/host.c" -ldl || fail "the shim does not compile"

# Whoever is killed takes what he started along, even if nothing is left to clean up after him.
mortal=(setpriv --pdeathsig KILL)
set -m
LD_PRELOAD="$job/host.so" "${mortal[@]}" timeout --foreground "$limit" "${mortal[@]}" "$uml" \
  "mem=$memory" "ubd0=$job/disk" rootfstype=hostfs rootflags=/ rw quiet \
  con=null con0=fd:0,fd:1 ssl=null "init=$here/kernel/init.sh" "job=$job" \
  </dev/null >"$job/console" 2>&1 &
kernel=$!
set +m
tail -n +1 -f --pid="$kernel" "$job/console" | sed -u -n '/^@@begin/,/^@@end/{s/\r//g; /^@@/!p}' || true
wait "$kernel" || true
kernel=

[ -s "$job/status" ] || { tail -n 20 "$job/console" >&2; fail "the kernel ended before the command did (console above)"; }
exit "$(cat "$job/status")"
