package io.cistern.e2e.cluster;

import io.cistern.e2e.co.CsiClient;
import io.cistern.protocol.transport.Endpoint;
import java.nio.file.Path;

/**
 * One node service and its pool.
 *
 * @param id the node id
 * @param process the service
 * @param csi its CSI socket
 * @param agent where its pool agent listens
 * @param client a client of the CSI socket
 * @param pool the filesystem its pool lies on
 */
public record ClusterNode(
    String id,
    ServiceProcess process,
    Endpoint csi,
    Endpoint agent,
    CsiClient client,
    PoolImage pool) {

  /** Starts the service after it was killed or stopped, and waits until it is ready. */
  public void restart() {
    process.start();
    Readiness.await(process, client);
  }

  /** The directory of the pool. */
  public Path poolDirectory() {
    return pool.mountPoint();
  }
}
