package io.cistern.protocol.management;

import io.cistern.protocol.transport.CallListener;
import io.grpc.Status;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;

/**
 * The figures of one service, each read when it is asked for, and every gRPC call it has answered:
 * {@code cistern_rpc_seconds} by method and code. Nothing outlives the process.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Prometheus's text
 *     format</a>
 */
public final class Metrics implements CallListener {
  private static final Logger LOG = System.getLogger(Metrics.class.getName());

  private final Map<String, Family> families = new ConcurrentSkipListMap<>();
  private final Map<Call, Calls> calls = new ConcurrentHashMap<>();

  private record Family(String type, String help, Map<String, DoubleSupplier> series) {}

  private record Call(String method, Status.Code code) {
    String labels() {
      return Labels.render(Map.of("method", method, "code", code.name()));
    }
  }

  private record Calls(LongAdder count, LongAdder nanos) {}

  /** Publishes a figure that goes up and down; a reading that fails is told as NaN. */
  public void gauge(String name, String help, Map<String, String> labels, DoubleSupplier reading) {
    publish(name, "gauge", help, labels, reading);
  }

  /** Publishes a figure that only grows; its name ends in {@code _total}. */
  public void counter(
      String name, String help, Map<String, String> labels, DoubleSupplier reading) {
    publish(name, "counter", help, labels, reading);
  }

  private void publish(
      String name, String type, String help, Map<String, String> labels, DoubleSupplier reading) {
    families
        .computeIfAbsent(name, n -> new Family(type, help, new ConcurrentSkipListMap<>()))
        .series()
        .put(Labels.render(labels), reading);
  }

  @Override
  public void ended(String method, Status.Code code, Duration took) {
    Calls of =
        calls.computeIfAbsent(
            new Call(method, code), call -> new Calls(new LongAdder(), new LongAdder()));
    of.count().increment();
    of.nanos().add(took.toNanos());
  }

  /** All of it as of now, in text format 0.0.4. */
  public String render() {
    StringBuilder text = new StringBuilder();
    head(text, "cistern_rpc_seconds", "summary", "gRPC calls answered");
    calls.forEach(
        (call, of) -> {
          String labels = call.labels();
          sample(text, "cistern_rpc_seconds_count", labels, of.count().sum());
          sample(text, "cistern_rpc_seconds_sum", labels, of.nanos().sum() / 1e9);
        });
    families.forEach(
        (name, family) -> {
          head(text, name, family.type(), family.help());
          family
              .series()
              .forEach((labels, reading) -> sample(text, name, labels, read(name, reading)));
        });
    return text.toString();
  }

  private static double read(String name, DoubleSupplier reading) {
    try {
      return reading.getAsDouble();
    } catch (RuntimeException unreadable) {
      LOG.log(Level.WARNING, "cannot read a figure metric=" + name, unreadable);
      return Double.NaN;
    }
  }

  private static void head(StringBuilder text, String name, String type, String help) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  private static void sample(StringBuilder text, String name, String labels, double value) {
    text.append(name).append(labels).append(' ').append(value).append('\n');
  }
}
