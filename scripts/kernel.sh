#!/usr/bin/env bash
# Runs a command as root in a kernel of its own (user-mode Linux), over this machine's files: with every
# capability, device mapper and disks that may be ruined. Needs no root here. A scratch disk
# is mounted on /run/scratch, which TMPDIR names.
#
#   scripts/kernel.sh [--memory=2G] [--disk=16G] [--timeout=1200] [--silence=SECONDS] [--processor=N] COMMAND...
#
# It runs on one processor of this machine, the N-th of those it may run on, else any: each system call within hands
# over between two processes of this machine, which takes several times as long from one processor to another.
#
# Ends with the command's status; 125 if the kernel could not be run; 124 if the command took longer than the
# timeout or printed nothing for as long as the silence, after a report of what everything in the kernel
# waited for; 126 if the kernel itself stood still.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"

memory=2G disk=16G limit=1200 silence= processor=$RANDOM
while [[ "${1:-}" == --* ]]; do
  case "$1" in
    --memory=*) memory="${1#*=}" ;;
    --disk=*) disk="${1#*=}" ;;
    --timeout=*) limit="${1#*=}" ;;
    --silence=*) silence="${1#*=}" ;;
    --processor=*) processor="${1#*=}" ;;
    *) echo "kernel.sh: no option $1" >&2; exit 2 ;;
  esac
  shift
done
[ $# -gt 0 ] || { sed -n '2,14p' "$0" >&2; exit 2; }

fail() { echo "kernel.sh: $1" >&2; exit 125; }
[ "$(uname -m)" = x86_64 ] || fail "user-mode Linux runs on x86-64 only; run the tests natively on a machine with device mapper"
uml="$(command -v linux.uml)" || fail "no user-mode Linux here: sudo apt-get install user-mode-linux kmod"
PATH="$PATH:/usr/sbin:/sbin"
command -v modprobe >/dev/null || fail "no modprobe here: sudo apt-get install kmod"
modules=/usr/lib/uml/modules
[ -d "$modules" ] || fail "user-mode Linux has no modules in $modules"

mapfile -t processors < <(sed -n 's/^Cpus_allowed_list:\t//p' /proc/self/status | tr ',' '\n' | sed 's/^[0-9]*$/&-&/; s/-/ /' | xargs -L 1 seq)

job="$(mktemp -d)"
cleanup() {
  [ -z "${overseer:-}" ] || kill -- "-$overseer" 2>/dev/null || true
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

# Ends a kernel that gives no sign of life, and has one in which nothing goes on say why, before it ends (init.sh).
oversee() {
  local began=$SECONDS size='' spoke=$SECONDS beat='' lived=$SECONDS now
  while sleep 5 && kill -0 "$kernel"; do
    now="$(stat -c %s "$job/console")"
    [ "$now" = "$size" ] || size="$now" spoke=$SECONDS
    now="$(cat "$job/beat")"
    [ "$now" = "$beat" ] || beat="$now" lived=$SECONDS
    if [ $((SECONDS - lived)) -gt 120 ]; then
      echo "no sign of life for 120 s, on the host $(cut -d' ' -f3 "/proc/$kernel/stat") $(cat "/proc/$kernel/wchan")" > "$job/stopped"
    elif [ -n "$silence" ] && [ $((SECONDS - spoke)) -gt "$silence" ]; then
      echo "nothing was printed for $silence s" > "$job/asked"
    elif [ $((SECONDS - began)) -gt "$limit" ]; then
      echo "the command took longer than $limit s" > "$job/asked"
    else
      continue
    fi
    [ ! -e "$job/asked" ] || sleep 60
    kill -9 -- "-$kernel"
    return
  done
}

# Whoever is killed takes what he started along, even if nothing is left to clean up after him.
mortal=(setpriv --pdeathsig KILL)
: > "$job/beat"
set -m
LD_PRELOAD="$job/host.so" "${mortal[@]}" taskset --cpu-list "${processors[processor % ${#processors[@]}]}" "$uml" \
  "mem=$memory" "ubd0=$job/disk" rootfstype=hostfs rootflags=/ rw quiet \
  con=null con0=fd:0,fd:1 ssl=null "init=$here/kernel/init.sh" "job=$job" \
  </dev/null >"$job/console" 2>&1 &
kernel=$!
oversee >/dev/null 2>&1 &
overseer=$!
set +m
tail -n +1 -f --pid="$kernel" "$job/console" | sed -u -n '/^@@begin/,/^@@end/{s/\r//g; /^@@/!p}' || true
wait "$kernel" 2>/dev/null || true
kernel=

[ ! -s "$job/status" ] || exit "$(cat "$job/status")"
if [ -e "$job/asked" ]; then
  echo "kernel.sh: the kernel was ended: $(cat "$job/asked")" >&2
  exit 124
fi
tail -n 20 "$job/console" >&2
if [ -e "$job/stopped" ]; then
  echo "kernel.sh: user-mode Linux stood still: $(cat "$job/stopped") (console above)" >&2
  exit 126
fi
fail "the kernel ended before the command did (console above)"
