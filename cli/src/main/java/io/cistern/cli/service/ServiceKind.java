package io.cistern.cli.service;

import java.util.Locale;

/** The services, in the order in which they start. */
public enum ServiceKind {
  /** CSI node and pool agent. */
  NODE("csi-node"),
  /** CSI controller. */
  CONTROLLER("csi-controller"),
  /** S3. */
  GATEWAY("s3-gateway");

  private final String module;

  ServiceKind(String module) {
    this.module = module;
  }

  /** In file names and for people. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  String module() {
    return module;
  }
}
