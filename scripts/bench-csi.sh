#!/usr/bin/env bash
# Builds the services and measures them on a pool of their own; docs/benchmarks/csi.md says what and
# how. Needs root, fio, xfsprogs and e2fsprogs. Leaves nothing behind but the report.
#
#   scripts/bench-csi.sh [--parts=start,latency,fio] [--quick=true] [--directory=/var/tmp]
#                        [--publish=docs/benchmarks/csi.md]
set -euo pipefail
cd "$(dirname "$0")/.."

if [ "$(id -u)" != 0 ]; then
  echo "bench-csi mounts filesystems and attaches loop devices: run it as root." >&2
  exit 77
fi
for program in fio mkfs.xfs mkfs.ext4 losetup findmnt; do
  if ! command -v "$program" > /dev/null; then
    echo "bench-csi needs $program (Debian: apt-get install fio xfsprogs e2fsprogs util-linux)." >&2
    exit 69
  fi
done
. scripts/find-jdk.sh
cistern_find_jdk || { echo "bench-csi: no JDK 25; set JAVA_HOME to one" >&2; exit 1; }

if [ "${CISTERN_BENCH_BUILD:-yes}" = yes ]; then
  ./mvnw -B -ntp -q package -DskipTests -pl benchmarks,csi-node,csi-controller,cli -am
  scripts/build-aot.sh node controller
fi

exec "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED \
  --sun-misc-unsafe-memory-access=allow -Xmx256m -XX:+UseSerialGC \
  -cp "benchmarks/target/classes:benchmarks/target/lib/*" \
  io.cistern.benchmarks.CsiBenchmark --repository="$PWD" "$@"
