package io.cistern.node.limit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whose a target path is, as kubelet lays them out; it reads them back so itself. */
final class PodUid {
  private static final Pattern UID = Pattern.compile("[0-9a-fA-F-]{32,36}");

  private PodUid() {}

  /**
   * The uid in {@code .../pods/UID/volumes/...}, or in {@code
   * .../volumeDevices/publish/VOLUME/UID}.
   */
  static Optional<String> in(Path target) {
    List<String> names = new ArrayList<>();
    target.forEach(name -> names.add(name.toString()));
    for (int i = 0; i + 2 < names.size(); i++) {
      if (names.get(i).equals("pods") && names.get(i + 2).equals("volumes")) {
        return uid(names.get(i + 1));
      }
    }
    int last = names.size() - 1;
    return last >= 3
            && names.get(last - 3).equals("volumeDevices")
            && names.get(last - 2).equals("publish")
        ? uid(names.get(last))
        : Optional.empty();
  }

  private static Optional<String> uid(String name) {
    return UID.matcher(name).matches() ? Optional.of(name) : Optional.empty();
  }
}
