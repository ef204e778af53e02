package io.cistern.node.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodCgroupTest {
  private static final String UID = "0b0e005c-39ec-4719-bbfe-78aadbc3e4ad";
  private static final String OTHER = "1c1e005c-39ec-4719-bbfe-78aadbc3e4ad";

  @TempDir private Path root;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kubepods/podUID",
        "kubepods/burstable/podUID",
        "kubepods/besteffort/podUID",
        "kubepods.slice/kubepods-podU_I_D.slice",
        "kubepods.slice/kubepods-burstable.slice/kubepods-burstable-podU_I_D.slice",
        "kubelet.slice/kubelet-kubepods.slice/kubelet-kubepods-besteffort.slice/"
            + "kubelet-kubepods-besteffort-podU_I_D.slice",
        "system.slice/k3s.service/kubepods/burstable/podUID"
      })
  void aPodIsFoundWhereverKubeletHasPutIt(String layout) throws IOException {
    Path pod = Files.createDirectories(root.resolve(named(layout, UID)));
    Files.createDirectories(pod.resolve("a-container"));
    Files.createDirectories(root.resolve(named(layout, OTHER)).resolve("pod" + UID));
    Files.createDirectories(root.resolve("system.slice/sshd.service"));
    assertThat(PodCgroup.find(root, UID)).contains(pod);
  }

  private static String named(String layout, String uid) {
    return layout.replace("UID", uid).replace("U_I_D", uid.replace('-', '_'));
  }

  @Test
  void aPodThatHasNoCgroupIsNotFound() throws IOException {
    Files.createDirectories(root.resolve("kubepods/burstable/pod" + OTHER));
    assertThat(PodCgroup.find(root, UID)).isEmpty();
    assertThat(PodCgroup.find(root.resolve("nowhere"), UID)).isEmpty();
  }
}
