package io.cistern.pool.lvm.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** What programs print, read beside them so that they never wait for it. */
public final class ProcessOutput {
  private ProcessOutput() {}

  /** All of it, once it has ended. */
  public static CompletableFuture<String> text(InputStream stream) {
    CompletableFuture<String> text = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                text.complete(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
              } catch (IOException lost) {
                text.complete("");
              }
            });
    return text;
  }
}
