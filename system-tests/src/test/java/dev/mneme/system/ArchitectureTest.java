package dev.mneme.system;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;

/** The structure that ARCHITECTURE.md describes. Each rule says how to fix what it finds. */
@AnalyzeClasses(packages = "dev.mneme", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String[] LANGUAGE = {"java..", "javax.crypto..", "org.jspecify.."};

  private static final String[] DECISIONS = {
    "dev.mneme.guard.decision..",
    "dev.mneme.guard.rollout.decision..",
    "dev.mneme.guard.rollout.evidence..",
    "dev.mneme.guard.rollout.judge..",
    "dev.mneme.guard.rollout.plan",
    "dev.mneme.reader.anonymity..",
    "dev.mneme.reader.routing..",
    "dev.mneme.reader.concepts",
    "dev.mneme.reader.recall.blend..",
    "dev.mneme.reader.recall.ranking..",
    "dev.mneme.writer.admission..",
    "dev.mneme.writer.memories..",
    "dev.mneme.shell.auth"
  };

  @ArchTest
  static final ArchRule decisionsArePure =
      classes()
          .that()
          .resideInAnyPackage(DECISIONS)
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(LANGUAGE)
                  .or(resideInAnyPackage(DECISIONS))
                  .or(
                      resideInAnyPackage(
                          "dev.mneme.events..", "dev.mneme.identity..", "dev.mneme.control.."))
                  .or(resideInAnyPackage("dev.mneme.topics..", "org.apache.avro.."))
                  .or(resideInAnyPackage("dev.mneme.outcomes.."))
                  // statistics are functions of their samples
                  .or(resideInAnyPackage("org.apache.commons.statistics.."))
                  // JSON as a value; nothing is read from anywhere
                  .or(resideInAnyPackage("com.fasterxml.jackson.."))
                  // the concept that is routed
                  .or(resideInAPackage("dev.mneme.reader.recall")))
          .because(
              "a decision is a function of its arguments: hand in what it needs, and do the I/O"
                  + " where it is called");

  @ArchTest
  static final ArchRule decisionsReadNoClock =
      noClasses()
          .that()
          .resideInAnyPackage(DECISIONS)
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .dependOnClassesThat(
              DescribedPredicate.describe(
                  "are clocks",
                  (JavaClass c) ->
                      c.isEquivalentTo(Clock.class) || c.isEquivalentTo(InstantSource.class)))
          .because("time is an argument of a decision: pass the instant in");

  @ArchTest
  static final ArchRule redactionIsALibrary =
      classes()
          .that()
          .resideInAPackage("dev.mneme.redaction..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(LANGUAGE)
                  .or(resideInAPackage("dev.mneme.redaction.."))
                  .or(resideInAnyPackage("com.google.i18n.phonenumbers..")))
          .because("upstream services use it without Kafka or a framework: keep both out of it");

  @ArchTest
  static final ArchRule ledgerIsALibrary =
      classes()
          .that()
          .resideInAPackage("dev.mneme.ledger..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(LANGUAGE).or(resideInAPackage("dev.mneme.ledger..")))
          .because(
              "whoever verifies must not need the server: keep Kafka and frameworks out of it");

  @ArchTest
  static final ArchRule verifierImportsTheFormatOnly =
      classes()
          .that()
          .resideInAPackage("dev.mneme.ledger.verify..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(LANGUAGE)
                  .or(
                      resideInAnyPackage(
                          "dev.mneme.ledger",
                          "dev.mneme.ledger.format..",
                          "dev.mneme.ledger.merkle..",
                          "dev.mneme.ledger.note..",
                          "dev.mneme.ledger.checkpoint..",
                          "dev.mneme.ledger.receipt..",
                          "dev.mneme.ledger.scan..",
                          "dev.mneme.ledger.verify..")))
          .because("a verifier that shares the writer's code shares its mistakes");

  @ArchTest
  static final ArchRule httpDoesNotKnowTheTopology =
      noClasses()
          .that()
          .resideInAPackage("..http..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "..topology..", "..kafka..", "..streams..", "..lucene..", "..postgres..")
                  .and(resideInAPackage("dev.mneme..")))
          .because(
              "the edge talks to a port: put an interface into the concept's package and bind it at"
                  + " the root");

  @ArchTest
  static final ArchRule servicesDoNotKnowEachOther =
      slices()
          .matching("dev.mneme.(writer|reader|guard|audit)..")
          .should()
          .notDependOnEachOther()
          .because("services meet on topics only: share a record type in schemas instead");

  @ArchTest static final ArchRule writerHasNoCycles = noCyclesIn("writer");

  @ArchTest static final ArchRule readerHasNoCycles = noCyclesIn("reader");

  @ArchTest static final ArchRule guardHasNoCycles = noCyclesIn("guard");

  @ArchTest static final ArchRule auditHasNoCycles = noCyclesIn("audit");

  @ArchTest
  static final ArchRule namesSaySomething =
      noClasses()
          .should()
          .haveNameMatching(
              ".*\\.(Base|Common)[A-Z]\\w*|.*(Impl|Manager|Helper|Helpers|Util|Utils|Misc)")
          .because("such a name hides what the class is: name the concept or the technology");

  private static ArchRule noCyclesIn(String service) {
    return slices()
        .matching("dev.mneme." + service + ".(*)..")
        .should()
        .beFreeOfCycles()
        .because("two rooms that need each other are one concept, or need a port between them");
  }

  @ArchTest
  static final ArchRule whatRecursIsARecurringTask =
      noMethods()
          .should()
          .beAnnotatedWith("io.micronaut.scheduling.annotation.Scheduled")
          .because(
              "it makes its bean anew in a service that is ending: implement RecurringTask"
                  + " instead");
}
