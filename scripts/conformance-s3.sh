#!/usr/bin/env bash
# Real clients against the packaged gateway: aws-cli, s3cmd, rclone, restic, curl as a browser. The
# gateway is started as in production, on a directory and ports of its own. Prints a line for each
# check, compares bytes by SHA-256, and ends with "N passed, N failed".
#
#   scripts/conformance-s3.sh                          all clients
#   scripts/conformance-s3.sh aws-cli restic           some of them
#   CONFORMANCE_S3_ENDPOINT=http://host:port scripts/conformance-s3.sh
#                            another server, which runs already; AWS_ACCESS_KEY_ID and _SECRET_ACCESS_KEY
#
# Each client's checks are scripts/s3/CLIENT.sh, the functions check_* in their order.
set -euo pipefail
cd "$(dirname "$0")/.."
readonly root=$PWD
readonly AWSCLI_VERSION=1.46.3
readonly reports=$root/target/conformance-s3
readonly venv=$root/target/tools/awscli-$AWSCLI_VERSION
work=
gateway_pid=
passed=0
failed=0

cleanup() {
  trap - EXIT INT TERM
  if [ -n "$gateway_pid" ]; then
    kill "$gateway_pid" 2>/dev/null || true
    wait "$gateway_pid" 2>/dev/null || true
  fi
  [ -z "$work" ] || rm -rf --one-file-system "$work"
}

install_clients() {
  scripts/setup.sh s3
  if [ ! -x "$venv/bin/aws" ]; then
    echo "installing aws-cli $AWSCLI_VERSION"
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check "awscli[crt]==$AWSCLI_VERSION"
  fi
}

build_gateway() {
  . scripts/find-jdk.sh
  cistern_find_jdk || { echo "conformance-s3: no JDK 25; set JAVA_HOME to one" >&2; exit 69; }
  if [ ! -e s3-gateway/target/quarkus-app/quarkus-run.jar ]; then
    ./mvnw -B -ntp -q package -DskipTests -pl s3-gateway -am
  fi
}

# Two ports that nobody listens on now.
free_ports() {
  python3 -c 'import socket; print(*(s.getsockname()[1] for s in [socket.create_server(("127.0.0.1", 0)) for _ in "ab"]))'
}

start_gateway() {
  local port management
  read -r port management < <(free_ports)
  export AWS_ACCESS_KEY_ID=conformance
  AWS_SECRET_ACCESS_KEY=$(head -c 30 /dev/urandom | base64 | tr '+/' 'ab')
  export AWS_SECRET_ACCESS_KEY
  export CONFORMANCE_S3_ENDPOINT=http://127.0.0.1:$port
  local java=("$JAVA_HOME/bin/java" "@deploy/jvm/gateway.options")
  if [ -e s3-gateway/target/quarkus-app/app.aot ]; then
    java+=("-XX:AOTCache=s3-gateway/target/quarkus-app/app.aot")
  fi
  env CISTERN_S3_DIRECTORY="$work/data" CISTERN_S3_PORT="$port" MALLOC_ARENA_MAX=2 \
    CISTERN_S3_ACCESS_KEY="$AWS_ACCESS_KEY_ID" CISTERN_S3_SECRET_KEY="$AWS_SECRET_ACCESS_KEY" \
    QUARKUS_HTTP_PORT=0 QUARKUS_MANAGEMENT_PORT="$management" \
    "${java[@]}" -jar s3-gateway/target/quarkus-app/quarkus-run.jar >"$reports/gateway.log" 2>&1 &
  gateway_pid=$!
  for _ in $(seq 300); do
    if curl -fsS "http://127.0.0.1:$management/q/health/ready" >/dev/null 2>&1; then return; fi
    kill -0 "$gateway_pid" 2>/dev/null || break
    sleep 0.1
  done
  echo "the gateway did not start:"
  tail -40 "$reports/gateway.log"
  exit 1
}

# Runs one check in a shell and a directory of its own; says why it failed.
check() { # client, function
  local client=$1 name=${2#check_} log status
  log=$reports/$client-$name.log
  mkdir -p "$work/$client-$name"
  set +e
  (
    cd "$work/$client-$name" || exit
    set -euo pipefail
    "$2"
  ) >"$log" 2>&1 </dev/null
  status=$?
  set -e
  rm -rf --one-file-system "${work:?}/$client-$name"
  if [ $status = 0 ]; then
    passed=$((passed + 1))
    printf 'ok      %-8s %s\n' "$client" "${name//_/ }"
  else
    failed=$((failed + 1))
    printf 'FAILED  %-8s %s\n' "$client" "${name//_/ }"
    tail -15 "$log" | sed 's/^/        /'
  fi
}

# What the checks use.
random_file() { head -c "$2" /dev/urandom >"$1"; } # path, bytes
same() { [ "$(sha256sum <"$1")" = "$(sha256sum <"$2")" ] || { echo "$1 and $2 differ"; return 1; }; }
same_trees() { diff -r "$1" "$2"; }
equal() { [ "$1" = "$2" ] || { echo "not equal: '$1' and '$2'"; return 1; }; }
refused_with() { # error code, command
  local code=$1 said
  shift
  if said=$("$@" 2>&1); then
    echo "was not refused: $*"
    return 1
  fi
  grep -qF "$code" <<<"$said" || { echo "not $code but: $said"; return 1; }
}
# Files whose names and sizes are what implementations trip over.
make_tree() { # directory
  mkdir -p "$1/a/b c/ü" "$1/plus+and%20percent"
  random_file "$1/empty" 0
  random_file "$1/a/one" 1
  random_file "$1/a/b c/ü/名前 & ~'()" 70000
  random_file "$1/plus+and%20percent/a+b=c" 5000
  random_file "$1/a.b" 4096
  random_file "$1/large" 13000000
  local i
  for i in $(seq 30); do random_file "$1/a/file-$i" $((i * 1000)); done
}

main() {
  local clients=${*:-aws-cli s3cmd rclone restic browser} client function
  rm -rf "$reports"
  mkdir -p "$reports"
  install_clients
  trap cleanup EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  work=$(realpath "$(mktemp -d /tmp/cistern-s3-XXXXXX)")
  if [ -z "${CONFORMANCE_S3_ENDPOINT:-}" ]; then
    build_gateway
    start_gateway
  fi
  # No configuration of this machine's has a say.
  export HOME=$work AWS_CONFIG_FILE=$work/aws-config AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1
  export AWS_EC2_METADATA_DISABLED=true AWS_MAX_ATTEMPTS=1 AWS_PAGER= NO_PROXY=127.0.0.1
  unset AWS_CA_BUNDLE AWS_PROFILE AWS_SESSION_TOKEN
  export LC_ALL=C.UTF-8 PATH=$venv/bin:$PATH
  printf '[default]\ns3 =\n  addressing_style = path\n  signature_version = s3v4\n  multipart_threshold = 8MB\n' >"$AWS_CONFIG_FILE"
  for client in $clients; do
    . "scripts/s3/$client.sh"
    for function in $(sed -n 's/^\(check_[a-zA-Z0-9_]*\)() {.*/\1/p' "scripts/s3/$client.sh"); do
      check "$client" "$function"
    done
  done
  echo "$passed passed, $failed failed"
  [ "$failed" = 0 ] && [ "$passed" -gt 0 ]
}

main "$@"
