// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** The arrows of docs/architecture.md. */
@AnalyzeClasses(
    packages = "io.tracingonsls",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoFixtures.class})
class ArchitectureTest {
  private static final String ROOT = "io.tracingonsls.";
  private static final String SPI = ROOT + "storage";
  private static final String[] MODEL = {ROOT + "model", SPI};
  private static final String GENERATED = ROOT + "wire.generated..";

  static final class NoFixtures implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("test-fixtures") && !location.contains("src-test-fixtures");
    }
  }

  @ArchTest
  static void allModules_areSeen(JavaClasses classes) {
    Set<String> seen = classes.stream()
        .map(JavaClass::getPackageName)
        .map(name -> name.split("\\.", -1)[2])
        .collect(Collectors.toSet());
    assertThat(seen)
        .contains(
            "model",
            "storage",
            "wire",
            "server",
            "collector",
            "query",
            "journal",
            "logservice",
            "app");
  }

  @ArchTest
  static final ArchRule model_knowsOnlyTheJdk = classes()
      .that()
      .resideInAnyPackage(MODEL)
      .should()
      .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.jspecify..", MODEL[0], MODEL[1]));

  @ArchTest
  static final ArchRule wire_knowsTheModel = module("wire..", "model", "wire..");

  @ArchTest
  static final ArchRule server_knowsNoOtherModule = module("server..", "server..");

  @ArchTest
  static final ArchRule journal_knowsNoOtherModule = module("journal..", "journal..");

  @ArchTest
  static final ArchRule collector_knowsStoresThroughTheSpi =
      module("collector..", "model", "storage", "wire..", "server..", "collector..");

  @ArchTest
  static final ArchRule query_knowsStoresThroughTheSpi =
      module("query..", "model", "storage", "wire..", "server..", "query..", "ui..");

  @ArchTest
  static final ArchRule storageSls_neverSeesTheLocalLogService =
      module("storage.sls..", "model", "storage", "journal..", "storage.sls..");

  @ArchTest
  static final ArchRule logService_knowsNothingOfSpans =
      module("logservice..", "server..", "journal..", "logservice..");

  @ArchTest
  static final ArchRule ui_knowsNoOtherModule = module("ui..", "ui..");

  @ArchTest
  static final ArchRule onlyTheSlsClient_importsTheSdk =
      onlyIn("com.aliyun..", ROOT + "storage.sls.client..");

  @ArchTest
  static final ArchRule onlyServers_importNetty = onlyIn(
      "io.netty..",
      ROOT + "server..",
      ROOT + "collector.receive..",
      ROOT + "query.serve..",
      ROOT + "logservice.http..");

  @ArchTest
  static final ArchRule onlyWire_importsThriftAndProtobuf = noClasses()
      .that(resideOutsideOfPackages(ROOT + "wire..", GENERATED))
      .should()
      .dependOnClassesThat()
      .resideInAnyPackage("org.apache.thrift..", "io.jaegertracing.thriftjava..")
      .allowEmptyShould(true);

  @ArchTest
  static void collectorStages_meetAtTheQueue(JavaClasses classes) {
    forbid(classes, "enqueue", "receive", "sanitize", "write");
    forbid(classes, "sanitize", "receive", "enqueue", "write");
    forbid(classes, "write", "receive", "sanitize");
    forbid(classes, "receive", "write");
  }

  @ArchTest
  static void queryStages_importRightwardsOnly(JavaClasses classes) {
    for (String stage : List.of("parse", "plan", "fetch", "assemble", "adjust", "render")) {
      noClasses()
          .that()
          .resideInAPackage(ROOT + "query." + stage + "..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + "query.serve..")
          .allowEmptyShould(true)
          .check(classes);
    }
  }

  @ArchTest
  static final ArchRule pureCode_doesNoIoAndOwnsNoThreads = noClasses()
      .that()
      .resideInAnyPackage(
          ROOT + "model..",
          ROOT + "wire..",
          ROOT + "query.adjust..",
          ROOT + "query.assemble..",
          ROOT + "query.parse..",
          ROOT + "storage.sls.layout..",
          ROOT + "storage.sls.search..")
      .should()
      .dependOnClassesThat(describe("do I/O or run threads", ArchitectureTest::isIoOrThread))
      .allowEmptyShould(true);

  @ArchTest
  static final ArchRule modules_formNoCycle =
      slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule names_sayWhatThingsAre = classes()
      .that()
      .arePublic()
      .and()
      .resideOutsideOfPackage(GENERATED)
      .should()
      .haveNameNotMatching(".*(Manager|Helper|Utils?|Impl|Base)")
      .allowEmptyShould(true);

  @ArchTest
  static void everyPackage_isNullMarkedAndExplained(JavaClasses classes) {
    List<String> unmarked = classes.stream()
        .map(JavaClass::getPackage)
        .distinct()
        .filter(where -> !where.getName().startsWith("io.tracingonsls.wire.generated"))
        .filter(where -> !where.isAnnotatedWith(NullMarked.class))
        .map(where -> where.getName())
        .sorted()
        .toList();
    assertThat(unmarked).isEmpty();
  }

  private static ArchRule module(String packages, String... mayUse) {
    DescribedPredicate<JavaClass> allowed = resideInAnyPackage(
            Stream.of(mayUse).map(name -> ROOT + name).toArray(String[]::new))
        .or(resideOutsideOfPackages("io.tracingonsls.."));
    return classes()
        .that()
        .resideInAPackage(ROOT + packages)
        .should()
        .onlyDependOnClassesThat(allowed)
        .allowEmptyShould(true);
  }

  private static ArchRule onlyIn(String library, String... packages) {
    return noClasses()
        .that(resideOutsideOfPackages(packages))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .allowEmptyShould(true);
  }

  private static void forbid(JavaClasses classes, String stage, String... others) {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "collector." + stage + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            Stream.of(others).map(name -> ROOT + "collector." + name + "..").toArray(String[]::new))
        .allowEmptyShould(true)
        .check(classes);
  }

  private static boolean isIoOrThread(JavaClass type) {
    String name = type.getFullName();
    return name.startsWith("java.nio.file.")
        || name.startsWith("java.nio.channels.")
        || name.startsWith("java.net.Socket")
        || name.startsWith("java.net.http.")
        || name.startsWith("java.io.File")
        || name.startsWith("java.util.concurrent.Executor")
        || name.startsWith("java.util.concurrent.ThreadPool")
        || name.equals("java.lang.Thread");
  }
}
