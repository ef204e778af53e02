#!/usr/bin/env bash
# Makes the JDK's ahead-of-time caches of the services and of the command line, after a build: each
# is started for a moment on endpoints of its own, does a few calls (the controller: thousands, for
# its second compiler), and writes down what it loaded.
# A cache lies beside its jar (<module>/target/quarkus-app/app.aot), so a new build removes it, and
# the JVM ignores one that does not fit.
#
#   scripts/build-aot.sh            all whose jar is newer than their cache
#   scripts/build-aot.sh node       one of node, controller, gateway, cli
#   scripts/build-aot.sh --runtime DIR --payload DIR
#                                   of the services staged for images, with the Java runtime of the images
#
# The node trains on a small loop pool, which needs root; without, only the gateway's cache is made.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/find-jdk.sh
cistern_find_jdk || { echo "build-aot: no JDK 25; set JAVA_HOME to one" >&2; exit 69; }
export PATH="$PATH:/usr/sbin:/sbin"

home=$PWD
java=$JAVA_HOME/bin/java
service_java=$java
payload=""
if [ "${1:-}" = --runtime ]; then
  service_java=$2/bin/java
  payload=$4
  set -- node controller gateway
fi
names=${*:-node controller gateway cli}
if [ "$(id -u)" != 0 ]; then
  echo "build-aot: not root: only the gateway can be trained" >&2
  names=gateway
fi

app() {
  local image
  case $1 in
    node | controller) image=csi-$1 ;;
    gateway) image=s3-gateway ;;
  esac
  if [ -n "$payload" ]; then echo "$payload/$image/opt/cistern/app"; else echo "$home/$image/target/quarkus-app"; fi
}

wanted=""
caches=()
for name in $names; do
  case $name in
    cli) jar=cli/target/cistern-cli.jar cache=cli/target/cistern-cli.aot ;;
    *) jar=$(app "$name")/quarkus-run.jar cache=$(app "$name")/app.aot ;;
  esac
  [ -e "$jar" ] || { echo "build-aot: $jar is not built" >&2; exit 1; }
  if [ ! -e "$cache" ] || [ "$jar" -nt "$cache" ] || [ "deploy/jvm/$name.options" -nt "$cache" ]; then
    wanted="$wanted $name"
    caches+=("$cache")
    rm -f "$cache" "$cache.new"
  fi
done
[ -n "$wanted" ] || exit 0

training=$(mktemp -d "${TMPDIR:-/tmp}/cistern-aot-XXXXXX")
temporary=-Djava.io.tmpdir=${TMPDIR:-/tmp}
cleanup() {
  trap '' INT TERM
  for pid in $(jobs -p); do kill -9 "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  if $made_pool; then cli down --force --data-dir "$training" >/dev/null 2>&1 || true; fi
  for cache in "${caches[@]}"; do rm -f "$cache".new*; done
  rm -rf --one-file-system "$training"
}

# Waited for in the background, so that a signal is obeyed at once.
cli() {
  "$java" "@$home/deploy/jvm/cli.options" $cli_aot "$temporary" "-Dcistern.home=$home" \
    -jar "$home/cli/target/cistern-cli.jar" "$@" &
  wait $!
}

# Any free port.
port() {
  "$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC --source 25 /dev/stdin <<'JAVA'
void main() throws Exception {
  try (var socket = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
    IO.println(socket.getLocalPort());
  }
}
JAVA
}

cli_aot=""
made_pool=false
trap cleanup EXIT
trap 'exit 130' INT TERM
mkdir -p "$training"/{run,log,staging}

output() { # the flag that records, if this one is wanted; a service that does not get ready records, too
  case " $wanted " in *" $1 "*) echo "-XX:AOTCacheOutput=$2.new" ;; esac
}

start() { # name, extra environment as NAME=value ...
  local name=$1
  shift
  env MALLOC_ARENA_MAX=2 "$@" "$service_java" "@$home/deploy/jvm/$name.options" "$temporary" \
    $(output "$name" "$(app "$name")/app.aot") -jar "$(app "$name")/quarkus-run.jar" \
    >"$training/log/$name.log" 2>&1 &
  eval "${name}_pid=$!"
}

await() { # a service that was started, and the port of its health; in the background for the same reason
  local pid=$1_pid
  MAINPID=${!pid} timeout 60 deploy/systemd/await-ready "$2" &
  wait $! && return 0
  cat "$training"/log/*.log >&2
  echo "build-aot: the $1 did not get ready" >&2
  return 1
}

stop() { # a graceful end writes the cache
  kill -TERM "$1" 2>/dev/null || true
  wait "$1" 2>/dev/null || true
}

sockets=unix://$training/run
case "$wanted" in
  *node* | *controller* | *cli*)
    made_pool=true
    cli pool init --data-dir "$training" --size 1Gi >"$training/log/pool.log" 2>&1 || {
      cat "$training/log/pool.log" >&2
      exit 1
    }
    node_port=$(port)
    start node CISTERN_NODE_CSI_ENDPOINT="$sockets/node.sock" CISTERN_NODE_POOLS="loop:$training/pool" \
      CISTERN_NODE_AGENT_ENDPOINTS="$sockets/agent.sock" CISTERN_NODE_HTTP_PORT="$node_port"
    await node "$node_port"
    controller_port=$(port)
    start controller CISTERN_CONTROLLER_CSI_ENDPOINT="$sockets/controller.sock" \
      CISTERN_CONTROLLER_AGENTS="$sockets/agent.sock" CISTERN_CONTROLLER_HTTP_PORT="$controller_port"
    await controller "$controller_port"
    use="--data-dir $training"
    cli volume create train $use --size 64Mi >/dev/null
    cli volume stage train $use >/dev/null
    cli volume publish train "$training/target" $use >/dev/null
    cli volume expand train 80Mi $use >/dev/null 2>&1 || true # ext4 in a container may not
    cli volume snapshot train cut $use >/dev/null
    cli snapshot restore cut again $use >/dev/null
    cli snapshot list $use >/dev/null
    cli volume unpublish train $use >/dev/null
    cli volume unstage train $use >/dev/null
    for volume in train again; do cli volume delete $volume $use >/dev/null; done
    cli snapshot delete cut $use >/dev/null
    # The controller is compiled by what its training says of each call, which takes many of them.
    case " $wanted " in *" controller "*)
      "$java" "$temporary" -cp "$home/cli/target/cistern-cli.jar" --enable-native-access=ALL-UNNAMED \
        --sun-misc-unsafe-memory-access=allow "$home/scripts/aot/Volumes.java" "$sockets/controller.sock" 8000 \
        >"$training/log/volumes.log" 2>&1 &
      wait $! || { cat "$training/log/volumes.log" >&2; exit 1; }
      ;;
    esac
    case " $wanted " in *" cli "*)
      cli_aot=$(output cli "$home/cli/target/cistern-cli.aot")
      cli volume list $use >/dev/null 2>&1
      cli_aot="" ;;
    esac
    stop "$controller_pid"
    stop "$node_pid"
    cli down --data-dir "$training" >/dev/null 2>&1
    ;;
esac
case "$wanted" in
  *gateway*)
    gateway_port=$(port)
    start gateway CISTERN_S3_DIRECTORY="$training/s3" CISTERN_S3_CREDENTIALS_FILE="$training/s3-credentials" CISTERN_S3_PORT=0 \
      QUARKUS_MANAGEMENT_PORT="$gateway_port"
    await gateway "$gateway_port"
    stop "$gateway_pid"
    ;;
esac
for cache in "${caches[@]}"; do mv "$cache.new" "$cache"; done
echo "build-aot: made the caches of:$wanted" >&2
