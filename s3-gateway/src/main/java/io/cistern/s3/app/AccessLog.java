package io.cistern.s3.app;

import io.cistern.s3.api.RequestHead;
import io.cistern.s3.http.Ended;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Appends a line of JSON for each request: who asked for what, and how it ended. No header, no
 * signature and no query stands in it, as a presigned URL is a secret.
 */
final class AccessLog implements Ended.Listener, AutoCloseable {
  private static final Logger LOG = System.getLogger(AccessLog.class.getName());

  private final Path file;
  private final BufferedWriter writer;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean failing;

  private AccessLog(Path file, BufferedWriter writer) {
    this.file = file;
    this.writer = writer;
  }

  static AccessLog open(Path file) {
    try {
      return new AccessLog(
          file,
          Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    } catch (IOException unwritable) {
      throw new UncheckedIOException(
          "cistern.s3.access-log cannot be written: " + file, unwritable);
    }
  }

  @Override
  public void ended(Ended request) {
    String line = line(request);
    lock.lock();
    try {
      writer.write(line);
      writer.flush();
      failing = false;
    } catch (IOException unwritable) {
      if (!failing) {
        LOG.log(Level.ERROR, "the access log cannot be written file=" + file, unwritable);
      }
      failing = true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    try {
      writer.close();
    } catch (IOException unwritable) {
      LOG.log(Level.ERROR, "the access log cannot be closed file=" + file, unwritable);
    }
  }

  static String line(Ended request) {
    RequestHead head = request.head();
    return new JsonLine()
        .text("time", request.began().toString())
        .text("requestId", head.requestId())
        .text("peer", head.peer())
        .text("accessKey", request.answer().accessKey())
        .text("method", head.method())
        .text("path", head.rawPath())
        .text("operation", request.answer().operation())
        .number("status", request.answer().response().status())
        .text("code", request.answer().code())
        .number("bytesIn", request.bytesIn())
        .number("bytesOut", request.bytesOut())
        .number("micros", request.took().toNanos() / 1000)
        .flag("complete", request.complete())
        .end();
  }
}
