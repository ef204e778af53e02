# What a case says: that it fails, that it cannot be tried, a measurement, and what it expects.

fail() {
  printf 'fail: %s\n' "$*"
  : >"$failed_because"
  exit 1
}

skip() {
  printf 'skip: %s\n' "$*"
  exit 77
}

note() { printf 'note: %s\n' "$*"; }

# expect WHAT WANTED FOUND
expect() {
  [ "$2" = "$3" ] || fail "$1: wanted '$2', found '$3'"
}

# refused WHAT PATTERN CMD...: the command has to fail, and to say so.
refused() {
  local what=$1 pattern=$2 said
  shift 2
  if said=$("$@" 2>&1); then fail "$what: was allowed"; fi
  grep -qE "$pattern" <<<"$said" || fail "$what: failed, but not with '$pattern': $said"
}

# eventually SECONDS WHAT CMD...: tries the command until it succeeds.
eventually() {
  local limit=$1 what=$2 deadline
  shift 2
  deadline=$((SECONDS + limit))
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$deadline" ] || fail "$what: not within $limit s"
    sleep 0.5
  done
}

# Seconds, with thousandths, since a moment that `now` gave.
now() { date +%s.%N; }
since() { awk -v b="$1" -v e="$(now)" 'BEGIN {printf "%.3f", e - b}'; }
