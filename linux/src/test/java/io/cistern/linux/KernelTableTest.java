package io.cistern.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cistern.linux.KernelTable.Row;
import io.cistern.linux.KernelTable.Section;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Holds the module's numbers against the stated table, and the table against the kernel's headers,
 * for every architecture a C compiler is there for ({@code gcc}, {@code gcc-aarch64-linux-gnu}).
 */
class KernelTableTest {

  @TestFactory
  Stream<DynamicTest> everyNumberInJavaIsTheOneInTheTable() throws Exception {
    return KernelTable.read().sections().stream()
        .flatMap(section -> section.rows().stream())
        .map(row -> DynamicTest.dynamicTest(row.java(), () -> assertStated(row)));
  }

  @ParameterizedTest
  @EnumSource
  void theTableIsWhatTheKernelsHeadersSay(Architecture architecture) throws Exception {
    String compiler = compiler(architecture);
    assumeTrue(compiles(compiler, "int main;").isEmpty(), "no " + compiler + " with headers");
    for (Section section : KernelTable.read().sections()) {
      List<String> assertions = new ArrayList<>();
      for (Row row : section.rows()) {
        assertions.add(assertion(row.expression(), row.on(architecture)));
      }
      assertThat(compiles(compiler, program(section.headers(), assertions))).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyErrnoHasTheNumberOfTheHeaders(Architecture architecture) throws Exception {
    String compiler = compiler(architecture);
    assumeTrue(compiles(compiler, "int main;").isEmpty(), "no " + compiler + " with headers");
    List<String> assertions =
        Stream.of(Errno.values())
            .filter(errno -> errno != Errno.UNKNOWN)
            .map(errno -> assertion(errno.name(), errno.code()))
            .toList();
    assertThat(compiles(compiler, program(List.of("asm/errno.h"), assertions))).isEmpty();
  }

  @Test
  void aWrongNumberWouldBeFound() throws Exception {
    String compiler = compiler(Architecture.current());
    assumeTrue(compiles(compiler, "int main;").isEmpty(), "no " + compiler + " with headers");
    assertThat(compiles(compiler, program(List.of("asm/errno.h"), List.of(assertion("EPERM", 2)))))
        .contains("EPERM");
  }

  private static void assertStated(Row row) throws ReflectiveOperationException {
    if (row.java().endsWith("()")) {
      Method method = Architecture.class.getMethod(row.java().replaceAll(".*\\.|\\(\\)", ""));
      for (Architecture each : Architecture.values()) {
        assertThat(((Number) method.invoke(each)).longValue()).isEqualTo(row.on(each));
      }
    } else {
      assertThat(constant(row.java())).isEqualTo(row.on(Architecture.current()));
    }
  }

  /** A static field, or after {@code #} a field of the enum constant. */
  private static long constant(String name) throws ReflectiveOperationException {
    String[] parts = name.split("#");
    int dot = parts[0].lastIndexOf('.');
    Class<?> owner = Class.forName("io.cistern.linux." + parts[0].substring(0, dot));
    Field field = owner.getDeclaredField(parts[0].substring(dot + 1));
    field.setAccessible(true);
    Object value = field.get(null);
    if (parts.length == 2) {
      Field part = owner.getDeclaredField(parts[1]);
      part.setAccessible(true);
      value = part.get(value);
    }
    return ((Number) value).longValue();
  }

  private static String assertion(String expression, long value) {
    return "_Static_assert((long long)(%s) == %dLL, \"%s\");"
        .formatted(expression, value, expression);
  }

  private static String program(List<String> headers, List<String> assertions) {
    StringBuilder program = new StringBuilder();
    headers.forEach(header -> program.append("#if __has_include(<%s>)\n".formatted(header)));
    headers.forEach(header -> program.append("#include <%s>\n".formatted(header)));
    assertions.forEach(assertion -> program.append(assertion).append('\n'));
    headers.forEach(_ -> program.append("#endif\n"));
    return program.append("int main;\n").toString();
  }

  private static String compiler(Architecture architecture) {
    return architecture == Architecture.current()
        ? "gcc"
        : architecture.name().toLowerCase(Locale.ROOT) + "-linux-gnu-gcc";
  }

  /** What the compiler says against a program; a compiler that is not there says so too. */
  private static String compiles(String compiler, String program) throws Exception {
    try {
      Process process =
          new ProcessBuilder(compiler, "-D_GNU_SOURCE", "-fsyntax-only", "-x", "c", "-")
              .redirectErrorStream(true)
              .start();
      try (OutputStream input = process.getOutputStream()) {
        input.write(program.getBytes(StandardCharsets.UTF_8));
      }
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? "" : said;
    } catch (IOException e) {
      return e.toString();
    }
  }
}
