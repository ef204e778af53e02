#!/usr/bin/env bash
# The CSI conformance suite, csi-sanity, over the packaged node and controller services on a loop
# pool of their own, or with BACKEND=lvm on an LVM pool (in user-mode Linux where this kernel has no
# device mapper): once with file volumes, once with raw ones. Fails on any failed spec, and on
# any skipped one that scripts/conformance-csi.skips does not give a reason for.
# Needs root, JDK 25, Go, xfsprogs and e2fsprogs. Leaves nothing behind but reports in target/.
set -euo pipefail

readonly SANITY=github.com/kubernetes-csi/csi-test/v5/cmd/csi-sanity
readonly SANITY_VERSION=v5.6.0

root=$(cd "$(dirname "$0")/.." && pwd)
reports=$root/target/conformance-csi${BACKEND:+-$BACKEND}
tools=$root/target/tools
skips=$root/scripts/conformance-csi.skips
work=
pids=()

say() { printf '%s\n' "$*"; }

# A machine that lacks something skips this, aloud; a CI machine has no excuse.
lacking() {
  say "csi conformance not run: $*"
  [ "${CI:-}" = true ] && exit 1
  exit 0
}

backend=${BACKEND:-loop}

check_machine() {
  [ "$(id -u)" = 0 ] || lacking "needs root, for loop devices and mounts"
  [ -e /dev/loop-control ] || lacking "needs /dev/loop-control"
  local tool
  PATH=$PATH:/usr/sbin:/sbin:/usr/local/go/bin
  for tool in mkfs.xfs mkfs.ext4 losetup go; do
    command -v "$tool" >/dev/null || lacking "needs $tool"
  done
  . "$root/scripts/find-jdk.sh"
  cistern_find_jdk || lacking "needs JDK 25; set JAVA_HOME"
  java=$JAVA_HOME/bin/java
}

install_sanity() {
  local module="${SANITY%/cmd/csi-sanity}"
  if ! go version -m "$tools/csi-sanity" 2>/dev/null | grep -qE "mod[[:space:]]+$module[[:space:]]+$SANITY_VERSION"; then
    say "installing csi-sanity $SANITY_VERSION"
    GOBIN=$tools go install "$SANITY@$SANITY_VERSION"
  fi
}

build_services() {
  local module
  for module in csi-node csi-controller; do
    if [ ! -e "$root/$module/target/quarkus-app/quarkus-run.jar" ]; then
      "$root/mvnw" -f "$root/pom.xml" -B -ntp -q package -DskipTests -pl csi-node,csi-controller -am
      return
    fi
  done
}

# Loop devices backed by files below the work directory, one a line.
own_loops() {
  losetup --list --noheadings --output NAME,BACK-FILE | awk -v dir="$work/" 'index($2, dir) == 1 {print $1}'
}

# Mount points below the work directory, the latest first.
own_mounts() {
  awk -v dir="$work/" 'index($2, dir) == 1 {print $2}' /proc/self/mounts | tac
}

cleanup() {
  trap - EXIT INT TERM
  local pid point loop
  for pid in "${pids[@]}"; do kill -KILL "$pid" 2>/dev/null || true; done
  for pid in "${pids[@]}"; do wait "$pid" 2>/dev/null || true; done
  [ -n "$work" ] || return 0
  for _ in 1 2 3; do
    for point in $(own_mounts); do umount "$point" 2>/dev/null || true; done
    for loop in $(own_loops); do blockdev --setrw "$loop" && losetup -d "$loop" 2>/dev/null || true; done
  done
  if [ -n "$(own_mounts)" ]; then
    say "still mounted: $(own_mounts | tr '\n' ' ')"
    return 1
  fi
  rm -rf "$work"
}

start_service() { # name, jar, socket, then its properties
  local name=$1 jar=$2 socket=$3
  shift 3
  "$java" --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC -Xmx96m \
    "-Dcistern.$name.http.port=0" "$@" -jar "$jar" \
    >"$reports/$name.log" 2>&1 &
  pids+=($!)
  for _ in $(seq 600); do
    [ -S "$socket" ] && return
    kill -0 "${pids[-1]}" 2>/dev/null || break
    sleep 0.1
  done
  say "$name did not start:"
  tail -40 "$reports/$name.log"
  exit 1
}

# Makes the pool with the packaged classes themselves; says where it is.
provide_pool() {
  if [ "$backend" = lvm ]; then
    pool=$CISTERN_LVM_POOL
    return
  fi
  pool=loop:$work/pool
  truncate -s 24G "$work/pool.img"
  mkfs.xfs -q -m reflink=1 "$work/pool.img"
  mount -o loop "$work/pool.img" "$work/pool"
  init_pool
}

init_pool() {
  cat >"$work/InitPool.java" <<'JAVA'
import io.cistern.pool.loop.LoopPool;
import io.cistern.pool.loop.LoopPoolOptions;
import io.cistern.pool.model.PoolName;
import java.nio.file.Path;

class InitPool {
  public static void main(String[] args) {
    LoopPool.init(Path.of(args[0]), new PoolName("conformance"), LoopPoolOptions.DEFAULT).close();
  }
}
JAVA
  "$java" --enable-native-access=ALL-UNNAMED -cp "$root/csi-node/target/quarkus-app/lib/main/*" \
    "$work/InitPool.java" "$work/pool"
}

start_system() {
  work=$(realpath "$(mktemp -d "${TMPDIR:-/tmp}/cistern-csi-XXXXXX")")
  mkdir -p "$work/pool" "$work/node" "$work/agent" "$work/controller"
  provide_pool
  start_service node "$root/csi-node/target/quarkus-app/quarkus-run.jar" "$work/node/csi.sock" \
    -Dcistern.node.id=conformance \
    -Dcistern.node.csi-endpoint="unix://$work/node/csi.sock" \
    -Dcistern.node.agent-endpoints="unix://$work/agent/agent.sock" \
    -Dcistern.node.pools="$pool"
  start_service controller "$root/csi-controller/target/quarkus-app/quarkus-run.jar" "$work/controller/csi.sock" \
    -Dcistern.controller.csi-endpoint="unix://$work/controller/csi.sock" \
    -Dcistern.controller.agents="unix://$work/agent/agent.sock"
  printf 'provisioning: thin\n' >"$work/parameters.yaml"
  printf 'provisioning: thick\n' >"$work/mutable.yaml"
}

# Runs every spec for one access type; the report, not the exit code, says what came of it.
run_sanity() { # mount or block
  "$tools/csi-sanity" \
    --csi.endpoint="unix://$work/node/csi.sock" \
    --csi.controllerendpoint="unix://$work/controller/csi.sock" \
    --csi.mountdir="$work/mount-$1" \
    --csi.stagingdir="$work/staging-$1" \
    --csi.testvolumeaccesstype="$1" \
    --csi.testvolumesize=$((1 << 30)) \
    --csi.testvolumeexpandsize=$((2 << 30)) \
    --csi.testvolumeparameters="$work/parameters.yaml" \
    --csi.testvolumemutableparameters="$work/mutable.yaml" \
    --csi.testinvalidlistvolumesstartingtoken=no-such-token \
    --ginkgo.no-color --ginkgo.junit-report="$reports/$1.xml" \
    >"$reports/$1.log" 2>&1 || true
  if [ ! -e "$reports/$1.xml" ]; then
    say "csi-sanity ($1) made no report:"
    tail -40 "$reports/$1.log"
    exit 1
  fi
}

# Lines of "status<tab>spec", for the specs of one report.
specs() { # report
  sed -nE 's/.*<testcase name="\[It\] ([^"]*)".* status="([a-z]+)".*/\2\t\1/p' "$1" |
    sed -e 's/&#34;/"/g' -e "s/&#39;/'/g" -e 's/&lt;/</g' -e 's/&gt;/>/g' -e 's/&amp;/\&/g'
}

# Skipped specs of the lines on stdin that nobody has given a reason for.
unexplained() {
  awk -F'\t' '$1 == "skipped" || $1 == "pending" {print $2}' |
    grep -vxF -f <(sed -n 's/^\([^#].*\) | .*$/\1/p' "$skips") || true
}

passed=0 failed=0 skipped=0 wrong=0

judge() { # mount or block
  local lines p s f open left
  lines=$(specs "$reports/$1.xml")
  p=$(awk -F'\t' '$1 == "passed"' <<<"$lines" | wc -l)
  s=$(awk -F'\t' '$1 == "skipped" || $1 == "pending"' <<<"$lines" | wc -l)
  f=$(($(wc -l <<<"$lines") - p - s))
  passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
  say "csi-sanity $SANITY_VERSION $1: $p passed, $f failed, $s skipped"
  awk -F'\t' '$1 != "passed" && $1 != "skipped" && $1 != "pending" {print "  failed: " $2}' <<<"$lines"
  open=$(unexplained <<<"$lines")
  if [ -n "$open" ]; then
    wrong=1
    say "  skipped without a reason in ${skips#"$root"/}:"
    sed 's/^/    /' <<<"$open"
  fi
  left=$(left_in_pool)
  left+=$(own_mounts | grep -vxF "$work/pool" || true)
  if [ -n "$left" ]; then
    wrong=1
    say "  left behind:" "$left"
  fi
}

# What the suite should have deleted.
left_in_pool() {
  if [ "$backend" = lvm ]; then
    lvs --noheadings -o lv_name "${CISTERN_LVM_POOL#lvm:}" | awk '$1 != "cistern" {print $1}'
    return
  fi
  find "$work"/pool/{volumes,snapshots,groups,staging,trash} -mindepth 1 -maxdepth 1 2>/dev/null || true
}

check_machine
mkdir -p "$reports" "$tools"
rm -f "$reports"/*
if [ "$backend" = lvm ] && [ -z "${CISTERN_LVM_POOL:-}" ]; then
  install_sanity
  build_services
  "$root/cistern" --version >/dev/null
  CISTERN_BUILD=no exec "$root/scripts/lvm-disk.sh" "$0"
fi
install_sanity
build_services
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
start_system
for type in mount block; do
  run_sanity "$type"
  judge "$type"
done
cleanup
say "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ] && [ "$wrong" = 0 ] && [ "$passed" -gt 0 ]
