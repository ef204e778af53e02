package io.cistern.e2e.cluster;

import java.nio.file.Path;

/** Where the packaged services lie. */
final class Services {
  private Services() {}

  static Path nodeJar() {
    return jar("csi-node");
  }

  static Path controllerJar() {
    return jar("csi-controller");
  }

  private static Path jar(String module) {
    return Path.of(System.getProperty("basedir", "."))
        .toAbsolutePath()
        .resolveSibling(module)
        .resolve("target/quarkus-app/quarkus-run.jar");
  }
}
