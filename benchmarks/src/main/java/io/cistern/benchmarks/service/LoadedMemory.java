package io.cistern.benchmarks.service;

/**
 * What a service holds after thousands of calls, when it has rested again.
 *
 * @param service which
 * @param memory what it holds
 */
public record LoadedMemory(String service, ProcessMemory memory) {}
