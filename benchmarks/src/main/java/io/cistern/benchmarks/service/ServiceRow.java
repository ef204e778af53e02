package io.cistern.benchmarks.service;

import java.util.List;

/**
 * One service started several times in one way.
 *
 * @param service which
 * @param aotCache whether with the JDK's ahead-of-time cache
 * @param readyMillis from exec until Probe answered ready, each start, ascending
 * @param rssMib at rest after each start, ascending
 * @param pssMib at rest after each start, ascending
 * @param anonymousMib at rest after each start, ascending
 */
public record ServiceRow(
    String service,
    boolean aotCache,
    List<Double> readyMillis,
    List<Double> rssMib,
    List<Double> pssMib,
    List<Double> anonymousMib) {

  public ServiceRow {
    readyMillis = readyMillis.stream().sorted().toList();
    rssMib = rssMib.stream().sorted().toList();
    pssMib = pssMib.stream().sorted().toList();
    anonymousMib = anonymousMib.stream().sorted().toList();
  }

  /** The one in the middle. */
  public static double median(List<Double> ascending) {
    return ascending.get(ascending.size() / 2);
  }
}
