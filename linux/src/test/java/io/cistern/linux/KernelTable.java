package io.cistern.linux;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The numbers shared with the kernel, as {@code kernel-table.txt} states them. */
record KernelTable(List<Section> sections) {

  /** What is compiled with the same headers. */
  record Section(List<String> headers, List<Row> rows) {}

  /** One number. */
  record Row(String java, String expression, long onX86, long onArm) {

    long on(Architecture architecture) {
      return switch (architecture) {
        case X86_64 -> onX86;
        case AARCH64 -> onArm;
      };
    }
  }

  static KernelTable read() throws IOException {
    try (InputStream stream =
        Objects.requireNonNull(KernelTable.class.getResourceAsStream("/kernel-table.txt"))) {
      List<Section> sections = new ArrayList<>();
      for (String line : new String(stream.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        if (line.startsWith("[")) {
          String[] headers = line.substring(1, line.length() - 1).split(" ");
          sections.add(new Section(List.of(headers), new ArrayList<>()));
        } else if (!line.isEmpty() && !line.startsWith("#")) {
          sections.getLast().rows().add(row(line));
        }
      }
      return new KernelTable(sections);
    }
  }

  private static Row row(String line) {
    String[] fields = line.split(" +");
    long onX86 = Long.decode(fields[2]);
    long onArm = fields[3].equals("=") ? onX86 : Long.decode(fields[3]);
    // a tilde stands for the space inside a C expression
    return new Row(fields[0], fields[1].replace('~', ' '), onX86, onArm);
  }
}
