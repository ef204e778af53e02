# A raw block claim is a device in the pod, and its bytes are there when the pod comes again.
example block-volume.yaml | apply
running database
expect "the size of the device" 1073741824 "$(inside database 'blockdev --getsize64 /dev/volume')"
inside database 'head -c 33554432 /dev/urandom | dd of=/dev/volume bs=1M seek=100 conv=fsync'
sum=$(inside database 'dd if=/dev/volume bs=1M skip=100 count=32 2>/dev/null | sha256sum')
remove_pod database
example block-volume.yaml | apply
running database
expect "the checksum after the pod came again" "$sum" \
  "$(inside database 'dd if=/dev/volume bs=1M skip=100 count=32 2>/dev/null | sha256sum')"
expect "what was never written" "$(head -c 1048576 /dev/zero | sha256sum)" \
  "$(inside database 'dd if=/dev/volume bs=1M skip=500 count=1 2>/dev/null | sha256sum')"
