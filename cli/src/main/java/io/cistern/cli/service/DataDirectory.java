package io.cistern.cli.service;

import io.cistern.cli.client.Endpoints;
import io.cistern.protocol.transport.Endpoint;
import java.nio.file.Path;

/**
 * Where an embedded Cistern keeps everything.
 *
 * <pre>
 * pool/          the pool, or where its image is mounted
 * pool.img       the image, where the filesystem has no reflinks
 * pool-uri       which pool it is, where it is elsewhere
 * run/           sockets and pid files
 * log/           what the services say
 * staging/UUID   where volumes are staged
 * s3/            where the gateway's volume is published
 * s3-credentials the gateway's root credentials
 * </pre>
 *
 * @param root absolute
 */
public record DataDirectory(Path root) {

  /** Makes the path absolute. */
  public DataDirectory {
    root = root.toAbsolutePath().normalize();
  }

  /** The pool. */
  public Path pool() {
    return root.resolve("pool");
  }

  /** Which pool the services are on, where it is not that one: see {@link PoolChoice}. */
  Path poolUri() {
    return root.resolve("pool-uri");
  }

  /** Sockets and pid files. */
  public Path run() {
    return root.resolve("run");
  }

  /** Held while services are started or stopped. */
  public Path lock() {
    return run().resolve("lock");
  }

  /** What a service has said. */
  public Path log(ServiceKind kind) {
    return root.resolve("log").resolve(kind.label() + ".log");
  }

  /** Which process a service is. */
  public Path pidFile(ServiceKind kind) {
    return run().resolve(kind.label() + ".pid");
  }

  /** Where volumes are staged. */
  public Path staging() {
    return root.resolve("staging");
  }

  /** Where one volume is staged. */
  public Path staging(String uuid) {
    return staging().resolve(uuid);
  }

  /** Where the gateway's volume is published. */
  public Path s3() {
    return root.resolve("s3");
  }

  /** Where the gateway keeps its store, on that volume. */
  public Path store() {
    return s3().resolve("store");
  }

  /** The gateway's root credentials, readable by root only. */
  public Path s3Credentials() {
    return root.resolve("s3-credentials");
  }

  /** Where the services listen. */
  public Endpoints endpoints() {
    return new Endpoints(socket("controller"), socket("node"), socket("agent"));
  }

  /** Where the gateway answers to what S3 has no operations for. */
  public Endpoint gatewayAdmin() {
    return socket("gateway");
  }

  private Endpoint socket(String name) {
    return new Endpoint.UnixSocket(run().resolve(name + ".sock"));
  }
}
