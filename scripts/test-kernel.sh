#!/usr/bin/env bash
# The tests that need what this machine's kernel or its root may lack (CAP_SYS_RESOURCE, device mapper), run in
# a kernel of their own: see kernel.sh. JUnit's reports go to e2e/target/kernel-reports.
#
#   test-kernel.sh [--here] [--timeout=1800] [CLASS...] [-- CLASS...]
#
# By default all of them. What is behind a -- runs in another kernel at the same time, as one kernel has one
# processor. --here: in this kernel, one after another. --timeout: of each kernel, in seconds.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/find-jdk.sh
cistern_find_jdk

here=no limit=1800
while true; do
  case "${1:-}" in
    --here) here=yes ;;
    --timeout=*) limit="${1#*=}" ;;
    *) break ;;
  esac
  shift
done
# On a quiet machine no test is silent for a minute.
kernel=(scripts/kernel.sh --silence=300 "--timeout=$limit") scratch=/run/scratch
[ "$here" = no ] || kernel=() scratch="${TMPDIR:-/tmp}"
classes=("$@")
[ $# -gt 0 ] || classes=(
  io.cistern.linux.filesystem.FilesystemIT
  io.cistern.node.it.FilesystemVolumeIT
  io.cistern.node.it.IoLimitsIT
  io.cistern.node.it.EncryptedVolumeIT
  io.cistern.s3.store.rocks.PowerCutIT
)

./mvnw -B -ntp -q package dependency:build-classpath -DskipTests -pl e2e -am \
  -Dmdep.outputFile=target/test.classpath -Dmdep.includeScope=test
classpath="$(cat e2e/target/test.classpath)"
for module in linux pool protocol csi-node s3-gateway cli; do
  classpath="$module/target/test-classes:$module/target/classes:$classpath:$(cat $module/target/test.classpath)"
done

rm -rf e2e/target/kernel-reports
# Each line is there when its test begins or ends, with the seconds since: what hangs is seen, and what is slow.
began=$SECONDS
tell() { printf '%4d %s\n' $((SECONDS - began)) "$1"; }

# Runs tests in a kernel: NUMBER CLASS...
run() {
  local reports="e2e/target/kernel-reports/$1" own=("${kernel[@]}") selected=() attempt said tests line ended
  [ -z "${kernel[*]}" ] || own+=("--processor=$1")
  shift
  for class in "$@"; do selected+=("--select-class=$class"); done
  for attempt in 1 2; do
    exec {said}< <(exec "${own[@]}" "$JAVA_HOME/bin/java" -Xmx512m -XX:TieredStopAtLevel=1 \
      "-Djava.io.tmpdir=$scratch" "-Dbasedir=$PWD/e2e" \
      --enable-native-access=ALL-UNNAMED -cp "$classpath" org.junit.platform.console.ConsoleLauncher execute --disable-banner \
      --disable-ansi-colors --details=testfeed "--reports-dir=$reports" "${selected[@]}")
    tests=$!
    while IFS= read -r line; do tell "$line"; done <&"$said"
    ended=0
    wait "$tests" || ended=$?
    # No test stops user-mode Linux itself. One that hangs in it ends otherwise, and has failed.
    [ "$ended" = 126 ] || break
    tell "USER-MODE LINUX STOPPED (attempt $attempt of 2)"
  done
  return "$ended"
}

kernels=() group=() status=0
for class in "${classes[@]}" --; do
  if [ "$class" != -- ]; then
    group+=("$class")
  elif [ "${#group[@]}" -gt 0 ]; then
    run "${#kernels[@]}" "${group[@]}" &
    kernels+=($!) group=()
    [ -n "${kernel[*]}" ] || wait "${kernels[-1]}" || status=1
  fi
done
if [ -n "${kernel[*]}" ]; then
  for each in "${kernels[@]}"; do wait "$each" || status=1; done
fi
exit "$status"
