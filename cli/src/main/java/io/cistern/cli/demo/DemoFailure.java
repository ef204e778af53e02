package io.cistern.cli.demo;

/** A claim of the tour does not hold, or a step did not work. */
final class DemoFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  DemoFailure(String message) {
    super(message);
  }

  static void unless(boolean holds, String otherwise) {
    if (!holds) {
      throw new DemoFailure(otherwise);
    }
  }
}
