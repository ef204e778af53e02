#!/usr/bin/env bash
# Installs Cistern for systemd, as root: what is built into /opt/cistern, its units into /etc/systemd/system, and `cistern` into
# /usr/local/bin. Builds first if it has to; starts nothing. Again: an upgrade, after which what runs is restarted.
set -euo pipefail
cd "$(dirname "$0")/.."
home=/opt/cistern

[ "$(id -u)" = 0 ] || { echo "install: needs root: sudo make install" >&2; exit 1; }
[ ! -e "$home/pom.xml" ] || { echo "install: $home is a clone; move it elsewhere, it is where Cistern is installed" >&2; exit 1; }
scripts/setup.sh run
. scripts/find-jdk.sh
cistern_find_jdk
jdk=$(readlink -f "$JAVA_HOME")
case $jdk/ in
  /home/* | /root/* | /run/user/*)
    echo "install: $jdk is in a home, where the services may not look; install a JDK 25 for the machine" >&2
    exit 1
    ;;
esac
./cistern --version >/dev/null # builds, and makes the caches, unless both are of these sources

# Beside the old one first, so that a copy that fails changes nothing. With their times, which the caches know their jars by.
rm -rf "$home.new" "$home.old"
mkdir -p "$home.new"
cp -a --parents cistern LICENSE NOTICE docs scripts/find-jdk.sh deploy/jvm deploy/systemd \
  csi-node/target/quarkus-app csi-controller/target/quarkus-app s3-gateway/target/quarkus-app \
  cli/target/cistern-cli.jar cli/target/cistern-cli.aot cli/target/lib "$home.new"
ln -s "$jdk" "$home.new/runtime"
chown -R root:root "$home.new"
chmod -R u=rwX,go=rX "$home.new"
[ ! -e "$home" ] || mv "$home" "$home.old"
mv "$home.new" "$home"

mkdir -p -m 700 /etc/cistern
ln -sfn "$home/cistern" /usr/local/bin/cistern
install -m 644 "$home"/deploy/systemd/*.service /etc/systemd/system
systemctl daemon-reload
systemctl try-restart cistern-node cistern-controller cistern-gateway
rm -rf "$home.old"
echo "install: Cistern is in $home; docs/operations.md says how to make a pool and start it" >&2
