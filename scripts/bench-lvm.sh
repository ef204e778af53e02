#!/usr/bin/env bash
# Measures LVM pools beside bare LVM: in this kernel if it has a device mapper and we are root, else in user-mode
# Linux, where only ratios say something. docs/benchmarks/lvm.md says what and how. Leaves nothing behind but the report.
#
#   scripts/bench-lvm.sh [--rounds=2] [--batch=16] [--present=500] [--publish=docs/benchmarks/lvm.md]
set -euo pipefail
cd "$(dirname "$0")/.."
PATH="$PATH:/usr/sbin:/sbin"
. scripts/find-jdk.sh
cistern_find_jdk || { echo "bench-lvm: no JDK 25; set JAVA_HOME to one" >&2; exit 1; }

if [ "${CISTERN_BENCH_BUILD:-yes}" = yes ]; then
  ./mvnw -B -ntp -q package -DskipTests -pl benchmarks -am
fi

kernel=(scripts/kernel.sh --timeout=7200) directory=/run/scratch
if [ "$(id -u)" = 0 ] && dmsetup version >/dev/null 2>&1; then
  kernel=() directory="${TMPDIR:-/var/tmp}"
fi
exec "${kernel[@]}" "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED -Xmx256m -XX:+UseSerialGC \
  -cp "benchmarks/target/classes:benchmarks/target/lib/*" \
  io.cistern.benchmarks.LvmBenchmark --repository="$PWD" --directory="$directory" "$@"
