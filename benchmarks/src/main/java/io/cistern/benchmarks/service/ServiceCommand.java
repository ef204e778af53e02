package io.cistern.benchmarks.service;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How one service is started.
 *
 * @param name for people and for the log's file name
 * @param java the java program
 * @param options the file of JVM options that production uses
 * @param aotCache the ahead-of-time cache; empty to start without one
 * @param jar what is run
 * @param environment its configuration
 */
public record ServiceCommand(
    String name,
    Path java,
    Path options,
    Optional<Path> aotCache,
    Path jar,
    Map<String, String> environment) {

  public ServiceCommand {
    environment = Map.copyOf(environment);
  }

  /** The same, without the ahead-of-time cache. */
  public ServiceCommand withoutAotCache() {
    return new ServiceCommand(name, java, options, Optional.empty(), jar, environment);
  }

  /** The program and its arguments. */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    words.add(java.toString());
    words.add("@" + options);
    aotCache.ifPresent(cache -> words.add("-XX:AOTCache=" + cache));
    words.add("-jar");
    words.add(jar.toString());
    return words;
  }
}
