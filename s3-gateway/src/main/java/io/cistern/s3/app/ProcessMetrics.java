package io.cistern.s3.app;

import io.cistern.protocol.management.ProcessFigures;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What the process costs, by the names that the other services give it: the framework tells neither
 * the memory that is resident, most of which is not the heap's, nor processor time in seconds.
 */
final class ProcessMetrics {
  private ProcessMetrics() {}

  static void register(MeterRegistry registry) {
    Gauge.builder("process.resident.memory", ProcessFigures::residentBytes)
        .baseUnit("bytes")
        .description("Memory resident")
        .register(registry);
    FunctionCounter.builder(
            "process.cpu", ProcessHandle.current(), self -> ProcessFigures.processorSeconds())
        .baseUnit("seconds")
        .description("Processor time used")
        .register(registry);
  }
}
