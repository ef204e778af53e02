package io.cistern.benchmarks.s3.load;

/** What is measured. */
public enum Operation {
  PUT,
  GET,
  HEAD,
  DELETE,
  MIXED;

  /** As tables name it. */
  public String title() {
    return this == MIXED ? "mixed" : name();
  }
}
