#!/usr/bin/env bash
# Builds the images of the services: cistern/csi-node, cistern/csi-controller, cistern/s3-gateway.
#
#   scripts/images.sh                with docker, podman or buildah, whichever runs here, or without
#   scripts/images.sh --engine none  without: archives in target/images/, from Debian's packages
#
# CISTERN_IMAGE_PREFIX (docker.io/cistern) names them; CISTERN_DEBIAN (http://deb.debian.org/debian) is the mirror that archives
# are built from, beside it its -security; with the same state of it and the same sources, all but the caches is the same again.
# With root the ahead-of-time caches of all three are in them; without, the gateway's alone.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/find-jdk.sh
cistern_find_jdk || { echo "images: no JDK 25; set JAVA_HOME to one" >&2; exit 69; }
export PATH="$PATH:/usr/sbin:/sbin"

engine=""
[ "${1:-}" = --engine ] && engine=$2
if [ -z "$engine" ]; then
  engine=none
  for candidate in docker podman buildah; do
    if command -v "$candidate" >/dev/null && "$candidate" info >/dev/null 2>&1; then
      engine=$candidate
      break
    fi
  done
fi

out=target/images
payload=$out/payload
prefix=${CISTERN_IMAGE_PREFIX:-docker.io/cistern}
debian=${CISTERN_DEBIAN:-http://deb.debian.org/debian}
version=$(sed -n 's/^  <version>\(.*\)<\/version>$/\1/p' pom.xml | head -n 1)
# Everything is of this moment, so that the same sources make the same image.
stamp=$(sed -n 's/.*<project.build.outputTimestamp>\(.*\)<.*/\1/p' pom.xml)
SOURCE_DATE_EPOCH=$(date -d "$stamp" +%s)
export SOURCE_DATE_EPOCH
# What jdeps finds in the services' jars (java.desktop for its beans), and what is only found by name.
modules=java.compiler,java.desktop,java.logging,java.management,java.naming,java.sql,java.xml
modules=$modules,jdk.httpserver,jdk.jfr,jdk.management,jdk.net,jdk.unsupported,jdk.zipfs

settle() { # all times of a tree at the one moment: a cache only fits the files it was made with
  find "$1" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
}

stage_runtime() {
  rm -rf "$payload"
  mkdir -p "$payload/runtime/opt/cistern"
  "$JAVA_HOME/bin/jlink" --add-modules "$modules" --strip-java-debug-attributes \
    --no-header-files --no-man-pages --output "$payload/runtime/opt/cistern/runtime"
  settle "$payload/runtime"
}

stage_service() { # image, module, name
  local tree=$payload/$1/opt/cistern
  mkdir -p "$tree"
  cp -a "$2/target/quarkus-app" "$tree/app"
  rm -f "$tree/app/app.aot" "$tree/app/quarkus-app-dependencies.txt"
  cp LICENSE NOTICE "$tree"
  cp "$2/target/bom.json" "$tree/sbom.cdx.json"
  cp "deploy/jvm/$3.options" "$tree/jvm.options"
}

# The native libraries for this processor, and not for every other.
trim_natives() {
  python3 - "$payload"/s3-gateway/opt/cistern/app/lib/main/{org.rocksdb.rocksdbjni,software.amazon.awssdk.crt.aws-crt}-*.jar <<'PYTHON'
import os, sys, zipfile

machine = os.uname().machine
keep = {
    "x86_64": {"librocksdbjni-linux64.so", "linux/x86_64/glibc/libaws-crt-jni.so"},
    "aarch64": {"librocksdbjni-linux-aarch64.so", "linux/armv8/glibc/libaws-crt-jni.so"},
}[machine]
for jar in sys.argv[1:]:
    kept = 0
    with zipfile.ZipFile(jar) as whole, zipfile.ZipFile(jar + ".new", "w", zipfile.ZIP_DEFLATED) as trimmed:
        for entry in whole.infolist():
            native = entry.filename.startswith("librocksdbjni-") or os.path.basename(entry.filename).split(".")[0].endswith("aws-crt-jni")
            kept += entry.filename in keep
            if not native or entry.filename in keep:
                trimmed.writestr(entry, whole.read(entry))
    if kept != 1:
        sys.exit(f"images: {jar} has no library for {machine}")
    os.replace(jar + ".new", jar)
PYTHON
}

# Most of its libraries are the service's own.
stage_command_line() {
  local tree=$payload/csi-node/opt/cistern jar own
  mkdir -p "$tree/cli/lib"
  cp cli/target/cistern-cli.jar deploy/jvm/cli.options "$tree/cli"
  for jar in cli/target/lib/*.jar; do
    own=$(cd "$tree/app/lib" && find . -name "*.$(basename "$jar")" | head -n 1)
    if [ -n "$own" ] && cmp -s "$jar" "$tree/app/lib/$own"; then
      ln -s "../../app/lib/${own#./}" "$tree/cli/lib/$(basename "$jar")"
    else
      cp "$jar" "$tree/cli/lib"
    fi
  done
  install -D -m 755 deploy/images/cistern "$payload/csi-node/usr/local/bin/cistern"
}

finish_service() { # image
  local tree=$payload/$1/opt/cistern
  if [ -e "$tree/app/app.aot" ]; then
    echo "-XX:AOTCache=/opt/cistern/app/app.aot" >>"$tree/jvm.options"
  fi
  settle "$payload/$1"
}

root_filesystem() { # name, packages: target/images/NAME.tar, kept while what is wanted is the same
  local tar=$out/$1.tar wanted
  wanted="$debian $2 $(cat deploy/images/node.unused)"
  [ -e "$tar.made-of" ] && [ "$(cat "$tar.made-of")" = "$wanted" ] && return
  echo "images: $1.tar from Debian's packages"
  # usrmerge converts old systems, in Perl; a new one only has to be merged.
  # shellcheck disable=SC2016
  mmdebstrap --quiet --format=tar --variant=essential --include="$2" \
    --hook-dir=/usr/share/mmdebstrap/hooks/merged-usr \
    --setup-hook='printf "Package: usrmerge\nPin: release *\nPin-Priority: -1\n" >"$1"/etc/apt/preferences.d/merged' \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/info/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
    --dpkgopt='path-include=/usr/share/doc/*/copyright' \
    --customize-hook='cd "$1" && rm -rf var/log/* var/cache/* var/lib/apt/lists/* etc/machine-id etc/hostname etc/resolv.conf' \
    --customize-hook='cd "$1" && rm -f etc/apt/preferences.d/merged etc/apt/apt.conf.d/99mmdebstrap' \
    --customize-hook="cd \"\$1\" && rm -rf $(sed 's|^/||' deploy/images/node.unused | xargs -d '\n')" \
    bookworm "$tar.new" "deb $debian bookworm main" "deb $debian bookworm-updates main" \
    "deb $debian-security bookworm-security main"
  mv "$tar.new" "$tar"
  echo "$wanted" >"$tar.made-of"
}

# What a registry would be sent.
compressed_size() {
  case $engine in
    buildah) buildah push --quiet "$1" "oci-archive:$out/size.tar" && stat -c %s "$out/size.tar" && rm "$out/size.tar" ;;
    *) "$engine" save "$1" | gzip | wc -c ;;
  esac | awk -v name="$1" '{printf "%6.1f MB compressed  %s\n", $1 / 1e6, name}'
}

./mvnw -B -ntp -q package org.cyclonedx:cyclonedx-maven-plugin:makeBom -DskipTests \
  -pl csi-node,csi-controller,s3-gateway,cli -am
stage_runtime
stage_service csi-node csi-node node
stage_service csi-controller csi-controller controller
stage_service s3-gateway s3-gateway gateway
stage_command_line
trim_natives
# A volume of an engine's takes this mode over, and the gateway is nobody in particular.
install -d -m 1777 "$payload/s3-gateway/data"
for image in csi-node csi-controller s3-gateway; do settle "$payload/$image"; done
scripts/build-aot.sh --runtime "$payload/runtime/opt/cistern/runtime" --payload "$payload"
finish_service csi-node
finish_service csi-controller
finish_service s3-gateway
cp deploy/images/node.{packages,unused} "$payload"

if [ "$engine" = none ]; then
  command -v mmdebstrap >/dev/null || { echo "images: no engine runs here, and there is no mmdebstrap" >&2; exit 69; }
  [ "$(id -u)" = 0 ] || { echo "images: root is needed without an engine" >&2; exit 77; }
  # As in debian:bookworm-slim, by way of apt; RocksDB wants it.
  root_filesystem base libstdc++6
  root_filesystem node "$(paste -sd, deploy/images/node.packages)"
fi
for image in csi-node csi-controller s3-gateway; do
  name=$prefix/$image:$version
  case $engine in
    none)
      layers=$out/base.tar
      [ $image = csi-node ] && layers="$layers $out/node.tar:$out/base.tar"
      # shellcheck disable=SC2086
      python3 deploy/images/pack.py "$out/$image.tar" --name "$name" --version "$version" \
        --dockerfile deploy/images/Dockerfile --target $image $layers "$payload/runtime" "$payload/$image" ;;
    *)
      "$engine" build --quiet --file deploy/images/Dockerfile --target $image --tag "$name" \
        --label "org.opencontainers.image.version=$version" "$payload" >/dev/null
      # An older archive is not to be taken for this one.
      rm -f "$out/$image.tar"
      compressed_size "$name" ;;
  esac
done
