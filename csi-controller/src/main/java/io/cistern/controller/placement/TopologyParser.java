package io.cistern.controller.placement;

import io.cistern.protocol.csi.Topology;
import io.cistern.protocol.csi.TopologyRequirement;
import java.util.List;

/** Reads and writes topology as CSI spells it. */
public final class TopologyParser {
  private TopologyParser() {}

  /** No requirement at all means anywhere. */
  public static Accessibility accessibility(TopologyRequirement requirement) {
    return new Accessibility(
        segments(requirement.getRequisiteList()), segments(requirement.getPreferredList()));
  }

  private static List<Segments> segments(List<Topology> topologies) {
    return topologies.stream().map(TopologyParser::segments).toList();
  }

  public static Segments segments(Topology topology) {
    return new Segments(topology.getSegmentsMap());
  }

  public static Topology render(Segments segments) {
    return Topology.newBuilder().putAllSegments(segments.asGiven()).build();
  }
}
