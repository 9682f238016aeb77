package dev.mneme.cli;

import dev.mneme.cli.audit.Entries;
import dev.mneme.cli.audit.LedgerEntries;
import dev.mneme.cli.audit.RowFilter;
import dev.mneme.cli.audit.Rows;
import dev.mneme.identity.KeyedHash;
import dev.mneme.identity.Pseudonym;
import dev.mneme.identity.SubjectKeyring;
import dev.mneme.serde.RegistryCodecs;
import dev.mneme.stack.Secrets;
import dev.mneme.topics.Topics;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which entries of the ledger are meant, and where they are read from. */
final class AuditRowsOptions {
  @ArgGroup private @Nullable LedgerSource source;

  @Mixin private LedgerKeys keys = new LedgerKeys();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Done at that moment or later: 2026-03-01 or 2026-03-01T12:00:00Z.")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME", description = "Done before that moment.")
  private @Nullable String to;

  @Option(
      names = "--operation",
      paramLabel = "NAME",
      split = ",",
      description = "store, recall, forget, guard_force … Several with commas.")
  private List<String> operations = new ArrayList<>();

  @Option(
      names = "--outcome",
      paramLabel = "NAME",
      split = ",",
      description = "success, conflict, refused … Several with commas.")
  private List<String> outcomes = new ArrayList<>();

  @Option(
      names = "--actor",
      paramLabel = "NAME",
      description = "Who asked: an application or an operator.")
  private List<String> actors = new ArrayList<>();

  @Option(
      names = "--subject",
      paramLabel = "PSEUDONYM",
      description = "About one subject, for as long as its key is there.")
  private @Nullable String subject;

  @Option(
      names = "--tenant",
      paramLabel = "NAME",
      defaultValue = "default",
      description = "The subject's tenant (default ${DEFAULT-VALUE}).")
  private String tenant = "";

  @Option(names = "--trace", paramLabel = "ID", description = "Of one trace.")
  private @Nullable String trace;

  /**
   * Hands on the rows that are meant.
   *
   * @return how many entries were read
   */
  long each(StackCommand command, Rows.Taker taker) throws CommandFailure, IOException {
    RowFilter filter = filter(command);
    try (RegistryCodecs codecs = Brokers.codecs(command.running().ports());
        HttpClient http = LedgerTiles.client()) {
      return new Rows(
              entries(command, source == null ? new LedgerSource() : source, http),
              codecs.of(Topics.AUDIT),
              read -> command.output.progress("  %d entries read".formatted(read)))
          .each(filter, taker);
    }
  }

  private Entries entries(StackCommand command, LedgerSource meant, HttpClient http)
      throws CommandFailure, IOException {
    if (meant.url().isPresent()) {
      LedgerTiles ledger =
          LedgerTiles.overHttp(
              http,
              meant.url().get(),
              null,
              keys.required(command.secrets()),
              LedgerKeys.authorization(command));
      return LedgerEntries.tiles(List.copyOf(ledger.logs().values()));
    }
    if (meant.tiles().isPresent()) {
      return LedgerEntries.tiles(List.copyOf(LedgerTiles.logsIn(meant.tiles().get()).values()));
    }
    return LedgerEntries.folder(meant.folder(command));
  }

  private RowFilter filter(StackCommand command) throws CommandFailure {
    return new RowFilter(
        moment("--from", from),
        moment("--to", to),
        set(operations),
        set(outcomes),
        set(actors),
        subject == null ? Optional.empty() : Optional.of(subjectHash(command, subject)),
        Optional.ofNullable(trace));
  }

  private static Set<String> set(List<String> names) {
    return new HashSet<>(names);
  }

  private static Optional<Instant> moment(String option, @Nullable String text)
      throws CommandFailure {
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          text.contains("T")
              ? Instant.parse(text)
              : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
    } catch (DateTimeException e) {
      throw new CommandFailure(
          "%s is a day such as 2026-03-01 or a moment such as 2026-03-01T12:00:00Z"
              .formatted(option),
          e);
    }
  }

  private String subjectHash(StackCommand command, String pseudonym) throws CommandFailure {
    if (!Pseudonym.isValid(pseudonym)) {
      throw new CommandFailure(
          "--subject is a pseudonym: hs_ and 43 or more base64url characters, or 64 hexadecimal"
              + " digits");
    }
    Secrets secrets =
        command
            .secrets()
            .orElseThrow(
                () ->
                    new CommandFailure(
                        "A subject is found with the audit key, and the home has none"));
    byte[] auditKey = Base64.getDecoder().decode(secrets.auditKey());
    String known = new KeyedHash(auditKey).subject(tenant, pseudonym);
    try (Consumer<byte[], byte[]> kafka = Brokers.consumer(command.running().ports());
        RegistryCodecs codecs = Brokers.codecs(command.running().ports())) {
      return SubjectKeySearch.find(
              kafka, codecs.of(Topics.SUBJECT_KEYS), new SubjectKeyring(auditKey), known)
          .map(key -> SubjectKeyring.hash(key, known))
          .orElseThrow(
              () ->
                  new CommandFailure(
                      "That subject has no key: the memory never knew it, or it was forgotten and"
                          + " its entries name nobody any more"));
    }
  }
}
