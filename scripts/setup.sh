#!/usr/bin/env bash
# Makes a Debian-like machine ready to build, test and run Cistern: installs what is missing as root,
# and says what is missing otherwise. Does nothing, quickly, on a machine that is ready.
#
#   setup.sh build     what the build needs: JDK 25, any Maven
#   setup.sh run       and the programs volumes need: mkfs and fsck of ext4, XFS and btrfs, cryptsetup
#   setup.sh test      and the programs the tests and the demo write with and look with
#   setup.sh sanity    and Go, for the CSI conformance suite
#   setup.sh s3        what the build needs, and the clients of the S3 conformance suite
#   setup.sh chart     Go, for the tests of the Helm chart, and what judges the units of systemd
#   setup.sh images    what `run` needs, and what builds images where no engine does
#   setup.sh kernel    and user-mode Linux and LVM, for the tests that need a kernel of their own
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/find-jdk.sh

# program:package, one a line
build_programs="mvn:maven"
run_programs="mkfs.ext4:e2fsprogs e2fsck:e2fsprogs mkfs.xfs:xfsprogs mkfs.btrfs:btrfs-progs blkid:util-linux fsfreeze:util-linux cryptsetup:cryptsetup-bin"
test_programs="fio:fio sqlite3:sqlite3 strace:strace losetup:mount openssl:openssl gcc:gcc aws:awscli"
sanity_programs="go:golang-go"
s3_programs="s3cmd:s3cmd rclone:rclone restic:restic curl:curl bc:bc python3:python3"
image_programs="mmdebstrap:mmdebstrap python3:python3"
lvm_programs="lvm:lvm2 thin_delta:thin-provisioning-tools dmsetup:dmsetup"
kernel_programs="linux.uml:user-mode-linux modprobe:kmod $lvm_programs"

case "${1:-}" in
  build) programs="$build_programs" ;;
  run) programs="$build_programs $run_programs" ;;
  test) programs="$build_programs $run_programs $test_programs" ;;
  sanity) programs="$build_programs $run_programs $test_programs $sanity_programs" ;;
  kernel) programs="$build_programs $run_programs $test_programs $kernel_programs" ;;
  chart) programs="go:golang-go systemd-analyze:systemd" ;;
  images) programs="$build_programs $run_programs $image_programs" ;;
  s3) programs="$build_programs $s3_programs" ;;
  *) echo "usage: setup.sh build|run|test|sanity|chart|images|s3|kernel" >&2; exit 2 ;;
esac

export PATH="$PATH:/usr/sbin:/sbin:/usr/local/go/bin"
packages=""
for pair in $programs; do
  command -v "${pair%%:*}" >/dev/null || packages="$packages ${pair#*:}"
done
if [ -e /usr/bin/gcc ] && [ ! -e /usr/include/stdlib.h ] && [[ "$programs" == *gcc:gcc* ]]; then
  packages="$packages libc6-dev"
fi
if [ "${1:-}" = s3 ] && ! python3 -c 'import ensurepip' 2>/dev/null; then
  packages="$packages python3-venv"
fi
packages=$(echo "$packages" | tr ' ' '\n' | sort -u | xargs)

jdk_packages="openjdk-25-jdk-headless temurin-25-jdk"
need_jdk=false
cistern_find_jdk || need_jdk=true

if [ -z "$packages" ] && ! $need_jdk; then
  exit 0
fi

apt_refreshed=false
apt_refresh() {
  $apt_refreshed || { echo "setup: reading the package lists"; apt-get update -qq; apt_refreshed=true; }
}

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  export DEBIAN_FRONTEND=noninteractive
  if [ -n "$packages" ]; then
    apt_refresh
    echo "setup: installing $packages"
    # shellcheck disable=SC2086
    apt-get install -y -qq --no-install-recommends $packages >/dev/null
  fi
  if $need_jdk; then
    apt_refresh
    for package in $jdk_packages; do
      if apt-cache policy "$package" | grep -q 'Candidate: [0-9]'; then
        echo "setup: installing $package"
        apt-get install -y -qq --no-install-recommends "$package" >/dev/null
        break
      fi
    done
    cistern_find_jdk || {
      echo "setup: no JDK 25 here, and none of these packages is to be had: $jdk_packages." >&2
      echo "setup: install a JDK 25 (Temurin, or your distribution's) and set JAVA_HOME to it." >&2
      exit 1
    }
  fi
  exit 0
fi

# Not root: the build's needs are fatal, the rest is said.
status=0
if $need_jdk; then
  echo "setup: missing: JDK 25. Install one of: $jdk_packages; or set JAVA_HOME to one." >&2
  status=1
fi
if [ -n "$packages" ]; then
  echo "setup: missing, and root is needed to install: $packages" >&2
  echo "setup:   sudo apt-get install $packages" >&2
  case " $packages " in *" maven "*) status=1 ;; esac
fi
exit $status
