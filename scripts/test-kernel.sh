#!/usr/bin/env bash
# The tests that need what this machine's kernel or its root may lack (CAP_SYS_RESOURCE, device mapper), run in
# a kernel of their own: see kernel.sh. JUnit's reports go to e2e/target/kernel-reports.
#
#   test-kernel.sh [--here] [CLASS...]      by default all of them; --here: in this kernel, without another
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/find-jdk.sh
cistern_find_jdk

kernel=(scripts/kernel.sh) scratch=/run/scratch
if [ "${1:-}" = --here ]; then
  kernel=() scratch="${TMPDIR:-/tmp}"
  shift
fi
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

selected=()
for class in "${classes[@]}"; do selected+=("--select-class=$class"); done
rm -rf e2e/target/kernel-reports
# Each line is there when its test begins or ends, with the seconds since: what hangs is seen, and what is slow.
began=$SECONDS
tell() { printf '%4d %s\n' $((SECONDS - began)) "$1"; }

# A user-mode Linux now and then stops for ever before Java has said a word: another one does not.
for attempt in 1 2 3; do
  exec {said}< <(exec "${kernel[@]}" "$JAVA_HOME/bin/java" -Xmx512m -XX:TieredStopAtLevel=1 "-Djava.io.tmpdir=$scratch" \
    --enable-native-access=ALL-UNNAMED -cp "$classpath" org.junit.platform.console.ConsoleLauncher execute --disable-banner \
    --disable-ansi-colors --details=testfeed --reports-dir=e2e/target/kernel-reports "${selected[@]}")
  tests=$!
  heard=0
  IFS= read -r -t 180 line <&"$said" || heard=$?
  [ "$heard" -gt 128 ] || break
  tell "no word from it (attempt $attempt)"
  kill -9 "$tests"
done
if [ "$heard" = 0 ]; then tell "$line"; fi
while IFS= read -r line; do tell "$line"; done <&"$said"
wait "$tests"
