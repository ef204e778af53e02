package io.cistern.pool.check;

import java.util.List;

/**
 * What a check found.
 *
 * @param volumes how many volumes were looked at
 * @param snapshots how many snapshots were looked at, members of groups included
 * @param groups how many group snapshots were looked at
 * @param owned whether a process owned the pool, so that half-made things are its business
 * @param findings what is wrong now, by path
 * @param repaired what was wrong and is repaired
 */
public record CheckReport(
    int volumes,
    int snapshots,
    int groups,
    boolean owned,
    List<Finding> findings,
    List<Finding> repaired) {
  public CheckReport {
    findings = List.copyOf(findings);
    repaired = List.copyOf(repaired);
  }

  /** Whether nothing is wrong now. */
  public boolean isClean() {
    return findings.isEmpty();
  }
}
