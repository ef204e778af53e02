package io.cistern.node.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodUidTest {
  private static final String UID = "0b0e005c-39ec-4719-bbfe-78aadbc3e4ad";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/var/lib/kubelet/pods/UID/volumes/kubernetes.io~csi/pvc-1/mount",
        "/pods/UID/volumes/kubernetes.io~csi/pvc-1/mount",
        "/var/lib/kubelet/plugins/kubernetes.io/csi/volumeDevices/publish/pvc-1/UID"
      })
  void aTargetOfKubeletsSaysWhosePodItIs(String target) {
    assertThat(PodUid.in(Path.of(target.replace("UID", UID)))).contains(UID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/mnt/data",
        "/pods/../volumes",
        "/pods/UID",
        "/pods/UID/etc/hosts",
        "/pods/some-name/volumes/x",
        "/var/lib/kubelet/plugins/kubernetes.io/csi/volumeDevices/staging/pvc-1"
      })
  void anyOtherPathIsNoPods(String target) {
    assertThat(PodUid.in(Path.of(target.replace("UID", UID)))).isEmpty();
  }
}
