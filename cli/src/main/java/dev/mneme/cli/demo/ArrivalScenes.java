package dev.mneme.cli.demo;

import dev.mneme.cli.demo.TopicWatch.Seen;
import dev.mneme.cli.ingest.Ingested;
import dev.mneme.cli.ingest.Ingestion;
import dev.mneme.events.MemoryEvent;
import dev.mneme.events.MemoryRecord;
import dev.mneme.events.OperationOutcome;
import dev.mneme.events.OutcomeResult;
import dev.mneme.events.StoreMemory;
import dev.mneme.identity.DerivedId;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** How memories arrive: redacted, in both layers, whole, found again. */
final class ArrivalScenes {

  private static final String EMAIL = "ada.lovelace@example.org";
  private static final String PHONE = "+1 650-253-0000";
  private static final String SUBJECT =
      "d1a9b7f0c4e2853669fb1c0e7a5d4832f6b09e1d7c3a58420e96fb5d1c7a3e84";

  private final Path conversation;
  private final UUID eventId = DerivedId.of("demo", Instant.now().toString());
  private final UUID memoryId = DerivedId.of("memory", Stage.TENANT, SUBJECT, eventId.toString());

  ArrivalScenes(Path conversation) {
    this.conversation = conversation;
  }

  List<Scene> scenes() {
    return List.of(
        new Scene("A message with personal data arrives as Avro", this::messageArrives),
        new Scene("It is redacted before anything else sees it", this::messageIsRedacted),
        new Scene("The legacy layer has it, from the same log", this::messageIsInPostgres),
        new Scene("A whole conversation goes in, into both layers", this::conversationGoesIn));
  }

  private void messageArrives(Stage stage, Teller teller) throws Exception {
    String text = "Please write to %s or call me at %s before Friday.".formatted(EMAIL, PHONE);
    stage.publisher.publish(
        MemoryEvent.newBuilder()
            .setEventId(eventId)
            .setTenant(Stage.TENANT)
            .setSubject(SUBJECT)
            .setOccurredAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
            .setSource("mneme-demo")
            .setStore(
                StoreMemory.newBuilder()
                    .setType("episode")
                    .setText(text)
                    .setSpeaker("Ada")
                    .setConversation("demo-message")
                    .setTags(List.of())
                    .setMetadata(Map.of())
                    .build())
            .build());
    stage.publisher.flush();
    stage.published(1);
    Seen<MemoryEvent> arrived =
        stage.events.await(
            "the message",
            seen ->
                seen.stream().filter(e -> e.present().getEventId().equals(eventId)).findFirst());
    teller.saw("%s  \"%s\"", arrived.where(), arrived.present().getStore().getText());
  }

  private void messageIsRedacted(Stage stage, Teller teller) throws Exception {
    Seen<MemoryRecord> kept =
        stage.records.await(
            "the redacted message",
            seen ->
                seen.stream().filter(r -> r.present().getMemoryId().equals(memoryId)).findFirst());
    MemoryRecord record = kept.present();
    String everything = record.toString();
    NotSeen.unless(
        !everything.contains(EMAIL) && !everything.contains(PHONE),
        "nothing of the address or the number in the record",
        "at least one of them");
    NotSeen.unless(
        record.getText().contains("[EMAIL]") && record.getText().contains("[PHONE]"),
        "[EMAIL] and [PHONE] in the text",
        record.getText());
    teller.saw("%s  \"%s\"", kept.where(), record.getText());
    teller.saw("redactions %s by policy %s", record.getRedactions(), record.getPolicyVersion());
  }

  private void messageIsInPostgres(Stage stage, Teller teller) throws Exception {
    try (LegacyTable table = stage.legacy()) {
      String text = Await.until("the row in PostgreSQL", () -> table.text(memoryId));
      NotSeen.unless(text.contains("[EMAIL]") && !text.contains(EMAIL), "the redacted text", text);
      teller.saw("memories[%s]  \"%s\"", memoryId, text);
    }
  }

  private void conversationGoesIn(Stage stage, Teller teller) throws Exception {
    Ingested ingested =
        new Ingestion(
                stage.publisher,
                stage.layout().reports(),
                Clock.systemUTC(),
                p -> teller.saw("%d published, %.0f a second", p.published(), p.perSecond()))
            .ingest(conversation, Stage.TENANT, Optional.empty());
    stage.published(ingested.published());
    ingested
        .conversations()
        .forEach(
            c ->
                teller.saw(
                    "%s: %d turns published", c.name().orElse("one conversation"), c.turns()));
    ingested
        .first()
        .forEach(
            f ->
                teller.saw(
                    "line %d %s: %s", f.line(), f.skipped() ? "skipped" : "noted", f.reason()));
    ingested.report().ifPresent(report -> teller.saw("all such lines are in %s", report));
    NotSeen.unless(ingested.published() > 0, "at least one turn in " + conversation, "none");
    Map<UUID, OutcomeResult> answers =
        stage.outcomes.await(
            "the answers to all %d events".formatted(stage.stored()),
            seen -> Optional.of(answers(seen)).filter(all -> all.size() >= stage.stored()));
    long expected = answers.values().stream().filter(OutcomeResult.SUCCESS::equals).count();
    long records =
        stage.records.await(
            "all %d memories".formatted(expected), seen -> atLeast(expected, distinct(seen)));
    NotSeen.unless(records == expected, expected + " memories", records);
    try (LegacyTable table = stage.legacy()) {
      long rows =
          Await.until(
              "all %d rows in PostgreSQL".formatted(expected),
              () -> atLeast(expected, table.count()));
      NotSeen.unless(rows == expected, expected + " rows", rows);
      teller.saw(
          "%d memories on memory.records, %d rows in PostgreSQL, %d dead letters",
          records, rows, stage.deadLetters.all().size());
      if (answers.size() > expected) {
        teller.saw(
            "%d turns said word for word what was said before; they are kept once",
            answers.size() - expected);
      }
    }
    NotSeen.unless(
        stage.deadLetters.all().isEmpty(), "no dead letter", stage.deadLetters.all().size());
  }

  /** How the stage answered each event that stores something. */
  private static Map<UUID, OutcomeResult> answers(List<Seen<OperationOutcome>> seen) {
    Map<UUID, OutcomeResult> answers = new HashMap<>();
    for (Seen<OperationOutcome> outcome : seen) {
      UUID event = outcome.present().getEventId();
      if (event != null && outcome.present().getOperation().equals("store")) {
        answers.putIfAbsent(event, outcome.present().getResult());
      }
    }
    return answers;
  }

  private static long distinct(List<Seen<MemoryRecord>> seen) {
    Set<String> keys = new HashSet<>();
    seen.forEach(record -> keys.add(record.key()));
    return keys.size();
  }

  private static Optional<Long> atLeast(long expected, long found) {
    return found >= expected ? Optional.of(found) : Optional.empty();
  }
}
