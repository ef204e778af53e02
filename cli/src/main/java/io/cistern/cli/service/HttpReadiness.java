package io.cistern.cli.service;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** Whether a service's health over HTTP says ready. */
final class HttpReadiness {
  private static final int PATIENCE_MILLIS = 2_000;

  private HttpReadiness() {}

  static boolean isReady(int port) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection)
              URI.create("http://127.0.0.1:" + port + "/q/health/ready")
                  .toURL()
                  .openConnection(java.net.Proxy.NO_PROXY);
      connection.setConnectTimeout(PATIENCE_MILLIS);
      connection.setReadTimeout(PATIENCE_MILLIS);
      try {
        return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
      } finally {
        connection.disconnect();
      }
    } catch (IOException notYet) {
      return false;
    }
  }
}
