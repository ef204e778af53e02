package io.cistern.controller.app;

import io.smallrye.config.WithDefault;

/** Where health and metrics are served: {@code cistern.controller.http.*}. */
public interface HttpConfig {
  /** For this machine only unless told otherwise; Kubernetes binds the pod's address. */
  @WithDefault("127.0.0.1")
  String host();

  /** 0 for any that is free. */
  @WithDefault("9811")
  int port();
}
