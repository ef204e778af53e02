package io.cistern.e2e.cluster;

import java.util.List;

/**
 * What a cluster is made of.
 *
 * @param nodeIds one node service for each
 * @param mutualTls whether the agents listen on TCP with mutual TLS, instead of unix sockets
 * @param poolBytes the size of each pool's filesystem; its image is sparse
 */
public record ClusterOptions(List<String> nodeIds, boolean mutualTls, long poolBytes) {
  public ClusterOptions {
    nodeIds = List.copyOf(nodeIds);
  }

  public static ClusterOptions oneNode() {
    return new ClusterOptions(List.of("node-a"), false, 8L << 30);
  }

  public static ClusterOptions twoNodes() {
    return new ClusterOptions(List.of("node-a", "node-b"), false, 8L << 30);
  }

  public ClusterOptions withMutualTls() {
    return new ClusterOptions(nodeIds, true, poolBytes);
  }

  public ClusterOptions withPoolBytes(long bytes) {
    return new ClusterOptions(nodeIds, mutualTls, bytes);
  }
}
