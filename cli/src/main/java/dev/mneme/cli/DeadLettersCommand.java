package dev.mneme.cli;

import dev.mneme.cli.deadletters.Letter;
import dev.mneme.cli.deadletters.LetterTopic;
import dev.mneme.cli.deadletters.OpenedLetter;
import dev.mneme.deadletter.DeadLetterKey;
import dev.mneme.deadletter.DeadLetters;
import dev.mneme.events.DeadLetter;
import dev.mneme.events.SealedRecord;
import dev.mneme.events.SourcePosition;
import dev.mneme.redaction.Policy;
import dev.mneme.redaction.Redactor;
import dev.mneme.serde.RegistryCodecs;
import dev.mneme.stack.Ports;
import dev.mneme.stack.Secrets;
import dev.mneme.topics.Topics;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What could not be processed. */
@Command(
    name = "dlq",
    description = "List the dead letters, look into one, send them through again.",
    subcommands = {
      DeadLettersCommand.ListLetters.class,
      DeadLettersCommand.Show.class,
      ReplayCommand.class
    },
    synopsisSubcommandLabel = "COMMAND")
final class DeadLettersCommand {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  private DeadLettersCommand() {}

  /** A command that reads the dead-letter topic. */
  abstract static class OfLetters extends StackCommand {

    /** What is done with the topic at hand. */
    @FunctionalInterface
    interface Work {
      int with(LetterTopic topic, RegistryCodecs codecs, Ports ports)
          throws CommandFailure, InterruptedException;
    }

    final int withTopic(Work work) throws CommandFailure, InterruptedException {
      Ports ports = running().ports();
      try (RegistryCodecs codecs = Brokers.codecs(ports);
          KafkaConsumer<byte[], byte[]> consumer = Brokers.consumer(ports)) {
        return work.with(new LetterTopic(consumer, codecs.of(Topics.DLQ)), codecs, ports);
      } catch (KafkaException e) {
        throw new CommandFailure(
            "The broker does not answer: see \"mneme status\" (%s)".formatted(e.getMessage()), e);
      }
    }

    /** What the letters are sealed with: MNEME_DLQ_KEY, else the home's own. */
    final DeadLetters opener() throws CommandFailure {
      String named = System.getenv("MNEME_DLQ_KEY");
      String key =
          named != null && !named.isBlank()
              ? named
              : secrets()
                  .map(Secrets::dlqKey)
                  .orElseThrow(
                      () ->
                          new CommandFailure(
                              "The letters are sealed and there is no key: set MNEME_DLQ_KEY, or"
                                  + " name the home that has it with --home"));
      try {
        return new DeadLetters(
            new DeadLetterKey(Base64.getDecoder().decode(key.strip())), "mneme-cli");
      } catch (IllegalArgumentException e) {
        throw new CommandFailure("The dead-letter key is not base64 of 32 bytes", e);
      }
    }

    static SealedRecord open(DeadLetters opener, DeadLetter letter) throws CommandFailure {
      try {
        return opener.open(letter);
      } catch (IllegalArgumentException e) {
        throw new CommandFailure(
            "Letter %s is sealed with key %s: set MNEME_DLQ_KEY to that one (%s)"
                .formatted(letter.getDeadLetterId(), letter.getKeyId(), e.getMessage()),
            e);
      }
    }

    static Map<String, Object> document(Letter letter) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("id", letter.id().toString());
      row.put("state", letter.state().name());
      row.put("cause", letter.cause().name());
      row.put("reason", letter.reason());
      row.put("service", letter.service());
      row.put("source", place(letter.source()));
      letter.schemaId().ifPresent(id -> row.put("schema_id", id));
      row.put("value_bytes", letter.valueBytes());
      row.put("key_id", letter.keyId());
      row.put("record_at", letter.recordAt().toString());
      row.put("given_up_at", letter.givenUpAt().toString());
      letter.replayOf().ifPresent(id -> row.put("replay_of", id.toString()));
      letter.replayedAs().ifPresent(as -> row.put("replayed_as", place(as)));
      if (!letter.failedAgainAs().isEmpty()) {
        row.put("failed_again_as", letter.failedAgainAs().stream().map(UUID::toString).toList());
      }
      return row;
    }

    static String place(SourcePosition source) {
      return "%s-%d@%d".formatted(source.getTopic(), source.getPartition(), source.getOffset());
    }
  }

  /** All of them, or some. */
  @Command(
      name = "list",
      description = "List the dead letters, the latest first; nothing is opened.",
      footerHeading = "%nExamples:%n",
      footer = {
        "  mneme dlq list --state open",
        "  mneme dlq list --cause invalid --since 2h",
        "  mneme dlq list --output json | jq '.letters[].id'"
      })
  static final class ListLetters extends OfLetters {

    @Mixin private final LetterOptions which = new LetterOptions();

    @Option(
        names = "--limit",
        paramLabel = "N",
        defaultValue = "50",
        description = "Most letters to list (default ${DEFAULT-VALUE}).")
    private int limit;

    @Override
    public Integer call() throws CommandFailure, InterruptedException {
      return withTopic(
          (topic, codecs, ports) -> {
            List<Letter> all = topic.letters().stream().filter(which.filter()).toList();
            List<Letter> shown = all.stream().limit(limit).toList();
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("found", all.size());
            document.put("letters", shown.stream().map(OfLetters::document).toList());
            output.document(document, text(shown, all.size()));
            return DONE;
          });
    }

    private static String text(List<Letter> shown, int all) {
      if (all == 0) {
        return "There is no such letter.";
      }
      Table table = new Table("LETTER", "STATE", "CAUSE", "FROM", "GIVEN UP", "REASON");
      for (Letter letter : shown) {
        table.row(
            letter.id().toString(),
            letter.isSuperseded() ? "OPEN, failed again" : letter.state().name(),
            letter.cause().name(),
            place(letter.source()),
            letter.givenUpAt().toString(),
            letter.reason());
      }
      return "%s%n%d of %d letters.".formatted(table, shown.size(), all);
    }
  }

  /** One of them, with what is in it. */
  @Command(
      name = "show",
      description = {
        "Show one dead letter and, with the dead-letter key (MNEME_DLQ_KEY, else that of the home),"
            + " what is sealed in it.",
        "An event is shown redacted. Of what cannot be read as an event only the size is shown:"
            + " what cannot be read cannot be redacted."
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  mneme dlq show 6f1c…",
        "  mneme dlq show 6f1c… --raw --output json | jq -r .original.value | base64 -d | xxd"
      })
  static final class Show extends OfLetters {

    @Parameters(paramLabel = "ID", description = "The letter.")
    private @Nullable UUID id;

    @Option(
        names = "--raw",
        description =
            "Show the original key, value and headers as they are, in base64. They may hold"
                + " personal data.")
    private boolean raw;

    @Override
    public Integer call() throws CommandFailure, InterruptedException {
      return withTopic(
          (topic, codecs, ports) -> {
            Letter letter = find(topic);
            Map<String, Object> document = document(letter);
            OperatorActs.account(
                this,
                codecs,
                "dlq_show",
                "letter %s, %s".formatted(letter.id(), raw ? "as it is" : "redacted"),
                1);
            SealedRecord original = open(opener(), topic.read(letter));
            if (raw) {
              output.progress(
                  "  What follows is opened with the dead-letter key and not redacted: it may hold"
                      + " personal data.");
            }
            Map<String, @Nullable Object> shown =
                raw
                    ? OpenedLetter.raw(original)
                    : OpenedLetter.redacted(
                        original, codecs.of(Topics.EVENTS), Redactor.of(Policy.standard()));
            document.put("original", shown);
            output.document(document, Output.toJson(document));
            return DONE;
          });
    }

    private Letter find(LetterTopic topic) throws CommandFailure {
      Optional<Letter> found =
          topic.letters().stream().filter(letter -> letter.id().equals(id)).findFirst();
      return found.orElseThrow(
          () ->
              new CommandFailure(
                  "There is no letter %s: \"mneme dlq list\" lists those there are".formatted(id)));
    }
  }
}
