package io.cistern.linux;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What may know what inside this module. */
@AnalyzeClasses(packages = "io.cistern.linux", importOptions = ImportOption.DoNotIncludeTests.class)
class ArrowsTest {

  @ArchTest
  static final ArchRule onlyLibcKnowsJna =
      noClasses()
          .that()
          .resideOutsideOfPackage("..libc..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.sun.jna..");

  @ArchTest
  static final ArchRule libcKnowsNothingOfOurs =
      noClasses()
          .that()
          .resideInAPackage("..libc..")
          .should()
          .dependOnClassesThat(
              DescribedPredicate.describe(
                  "are elsewhere in Cistern",
                  type ->
                      type.getPackageName().startsWith("io.cistern")
                          && !type.getPackageName().endsWith(".libc")));

  @ArchTest
  static final ArchRule theRootKnowsNoneOfTheAreas =
      noClasses()
          .that()
          .resideInAPackage("io.cistern.linux")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.cistern.linux.file",
              "io.cistern.linux.mount",
              "io.cistern.linux.loop",
              "io.cistern.linux.block",
              "io.cistern.linux.filesystem");

  @ArchTest
  static final ArchRule noArrowsInCircles =
      slices().matching("io.cistern.linux.(*)..").should().beFreeOfCycles();
}
