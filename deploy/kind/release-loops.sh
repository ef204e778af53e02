#!/usr/bin/env bash
# Runs in a node of kind before it is removed. Loop devices are the machine's, not the container's: without this those of the
# node's pool would outlive it, and keep the space of the deleted pool, until the machine starts again. A device in use goes when
# its last user does, which removing the node sees to.
set -euo pipefail

image=/var/lib/cistern/pool.img
[ -e "$image" ] || exit 0
inode=$(stat --format %i "$image")
# Every node has an image of that name, so it is the inode that tells.
pool=$(losetup --associated "$image" --noheadings --output NAME,BACK-INO | awk -v inode="$inode" '$2 == inode {print $1}')
[ -n "$pool" ] || exit 0
number=$(($(stat --format 0x%t "$pool"))):$(($(stat --format 0x%T "$pool")))
losetup --list --noheadings --output NAME,BACK-MAJ:MIN |
  while read -r device file_system; do
    [ "$file_system" != "$number" ] || losetup --detach "$device"
  done
losetup --detach "$pool"
