package io.cistern.e2e;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.grpc.Status;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The arrows of the design, and no others, between the packages of all modules. */
class ArchitectureTest {
  private static final List<String> PARTS =
      List.of("linux", "pool", "protocol", "node", "controller", "s3", "cli");

  /** For each service, what makes statuses of errors; and what makes errors of an agent's. */
  private static final Set<String> MAPPINGS =
      Set.of(
          "io.cistern.node.error.PoolErrorStatus",
          "io.cistern.controller.rpc.ControllerErrors",
          "io.cistern.controller.ControllerError",
          "io.cistern.controller.agents.Agent",
          "io.cistern.s3.rpc.RpcErrors");

  private static JavaClasses ours;

  @BeforeAll
  static void read() {
    ours =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.cistern");
  }

  @Test
  void everyModuleIsSeen() {
    List<String> seen =
        PARTS.stream()
            .filter(part -> ours.stream().anyMatch(resideInAPackage("io.cistern." + part + "..")))
            .toList();
    assertThat(seen).isEqualTo(PARTS);
  }

  @Test
  void linuxKnowsTheJdkAndJnaOnly() {
    only("io.cistern.linux..", "io.cistern.linux..", "java..", "javax..", "com.sun.jna..");
  }

  @Test
  void thePoolKnowsLinuxJsonAndTheXmlOfThinToolsOnly() {
    only(
        "io.cistern.pool..",
        "io.cistern.pool..",
        "io.cistern.linux..",
        "java..",
        "javax.xml.stream..",
        "com.fasterxml.jackson..");
  }

  @Test
  void thePoolsValueTypesKnowNothing() {
    only("io.cistern.pool.model..", "io.cistern.pool.model..", "java..");
  }

  @Test
  void theProtocolKnowsNoOtherModule() {
    ours("io.cistern.protocol..", "io.cistern.protocol..");
  }

  @Test
  void theNodeKnowsThePoolLinuxAndTheProtocol() {
    ours(
        "io.cistern.node..",
        "io.cistern.node..",
        "io.cistern.pool..",
        "io.cistern.linux..",
        "io.cistern.protocol..");
  }

  @Test
  void theControllerKnowsTheProtocolAndThePoolsValueTypesOnly() {
    ours(
        "io.cistern.controller..",
        "io.cistern.controller..",
        "io.cistern.protocol..",
        "io.cistern.pool.model..");
  }

  @Test
  void theGatewayKnowsTheProtocolOnly() {
    ours("io.cistern.s3..", "io.cistern.s3..", "io.cistern.protocol..");
  }

  @Test
  void theGatewayKnowsNothingOfVolumes() {
    check(
        noClasses()
            .that()
            .resideInAPackage("io.cistern.s3..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.cistern.protocol.csi..", "io.cistern.protocol.agent.."));
  }

  @Test
  void theDataPathOfTheGatewayKnowsNoGrpc() {
    check(
        noClasses()
            .that()
            .resideInAPackage("io.cistern.s3..")
            .and()
            .resideOutsideOfPackages(
                "io.cistern.s3.admin..",
                "io.cistern.s3.cosi..",
                "io.cistern.s3.rpc..",
                "io.cistern.s3.app..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.cistern.protocol..", "io.grpc.."));
  }

  @Test
  void theCommandLineKnowsTheProtocolThePoolAndTheKernel() {
    ours(
        "io.cistern.cli..",
        "io.cistern.cli..",
        "io.cistern.protocol..",
        "io.cistern.pool..",
        "io.cistern.linux..");
  }

  @Test
  void nothingKnowsTheTestsAndBenchmarks() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages("io.cistern.e2e..", "io.cistern.benchmarks..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.cistern.e2e..", "io.cistern.benchmarks.."));
  }

  @Test
  void quarkusStaysInWiringAndTransports() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages("io.cistern.*.app..", "io.cistern.*.transport..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "io.quarkus..", "jakarta..", "io.smallrye..", "org.eclipse.microprofile.."));
  }

  @Test
  void grpcStatusesAreNamedByTheTransportTheMappingsAndTheClientsOnly() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages("io.cistern.protocol..", "io.cistern.cli..")
            .and(describe("are no mapping", type -> !isMapping(type.getName())))
            .should()
            .accessFieldWhere(
                describe(
                    "a gRPC status is named",
                    access ->
                        access.getTargetOwner().isEquivalentTo(Status.class)
                            || access.getTargetOwner().isEquivalentTo(Status.Code.class))));
  }

  private static boolean isMapping(String className) {
    return MAPPINGS.contains(className.split("\\$", 2)[0]);
  }

  @Test
  void noModuleHasCyclesBetweenItsPackages() {
    for (String part : PARTS) {
      check(
          slices()
              .matching("io.cistern." + part + ".(**)")
              .should()
              .beFreeOfCycles()
              .allowEmptyShould(true));
    }
  }

  /** The packages may depend on these and on nothing else at all. */
  private static void only(String packages, String... allowed) {
    check(
        classes()
            .that()
            .resideInAPackage(packages)
            .should()
            .onlyDependOnClassesThat(
                resideInAnyPackage(allowed)
                    .or(resideInAPackage("org.jspecify.annotations"))
                    .or(resideInAPackage(""))));
  }

  /** Of our packages, these may depend on the allowed ones only. */
  private static void ours(String packages, String... allowed) {
    check(
        classes()
            .that()
            .resideInAPackage(packages)
            .should()
            .onlyDependOnClassesThat(
                resideInAnyPackage(allowed).or(not(resideInAPackage("io.cistern..")))));
  }

  private static void check(ArchRule rule) {
    rule.check(ours);
  }
}
