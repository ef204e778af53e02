#!/usr/bin/env bash
# Builds the gateway and measures it beside MinIO, if `minio` is on the PATH (it can be made with
# `go install github.com/minio/minio@latest`), and beside any S3 server that runs already.
# docs/benchmarks/s3.md says what and how. Leaves nothing behind but the report.
#
#   scripts/bench-s3.sh [--quick=true] [--parts=objects,lists] [--servers=cistern,minio]
#                       [--operations=PUT,GET] [--sizes=4KiB,64MiB] [--rounds=4]
#                       [--directory=/var/tmp] [--publish=docs/benchmarks/s3.md]
#   AWS_ACCESS_KEY_ID=... AWS_SECRET_ACCESS_KEY=... scripts/bench-s3.sh --peer=garage=http://127.0.0.1:3900
set -euo pipefail
cd "$(dirname "$0")/.."

. scripts/find-jdk.sh
cistern_find_jdk || { echo "bench-s3: no JDK 25; set JAVA_HOME to one" >&2; exit 1; }

if [ "${CISTERN_BENCH_BUILD:-yes}" = yes ]; then
  ./mvnw -B -ntp -q package -DskipTests -pl benchmarks,s3-gateway -am
  scripts/build-aot.sh gateway
fi

exec "$JAVA_HOME/bin/java" -Xmx1g -XX:+UseParallelGC -XX:MaxDirectMemorySize=256m \
  -cp "benchmarks/target/classes:benchmarks/target/lib/*" \
  io.cistern.benchmarks.S3Benchmark --repository="$PWD" "$@"
