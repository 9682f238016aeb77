package dev.mneme.cli;

import dev.mneme.cli.deadletters.Letter;
import dev.mneme.cli.deadletters.LetterFilter;
import dev.mneme.cli.deadletters.LetterTopic;
import dev.mneme.cli.deadletters.Replays;
import dev.mneme.deadletter.DeadLetters;
import dev.mneme.events.SourcePosition;
import dev.mneme.serde.RegistryCodecs;
import dev.mneme.stack.Ports;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends dead letters through again. */
@Command(
    name = "replay",
    description = {
      "Put the original records of dead letters back on memory.events, with a header that names the"
          + " letter. One that is processed then is marked REPLAYED; one that fails again becomes a"
          + " letter of its own. Doing it twice stores nothing twice.",
      "Name letters, or choose them by options: then only open ones are taken whose record does not"
          + " wait in a later letter. Needs the dead-letter key (MNEME_DLQ_KEY, else that of the"
          + " home)."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all of them were published and, with --wait, processed",
      "1:some were not; each is named with what became of it",
      "2:used wrongly"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mneme dlq replay 6f1c… --wait 10",
      "  mneme dlq replay --cause invalid --since 1d --dry-run",
      "  mneme dlq replay --all --limit 100"
    })
final class ReplayCommand extends DeadLettersCommand.OfLetters {

  private static final int EVERY = 100;

  @Parameters(paramLabel = "ID", description = "The letters to replay.")
  private List<UUID> ids = new ArrayList<>();

  @Mixin private final LetterOptions which = new LetterOptions();

  @Option(names = "--all", description = "Every letter that can be replayed.")
  private boolean all;

  @Option(names = "--dry-run", description = "Only say which letters would be replayed.")
  private boolean dryRun;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Most letters to replay, the earliest first (default ${DEFAULT-VALUE}).")
  private int limit;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "0",
      description = "How long to wait for what becomes of them (default: not at all).")
  private int waitSeconds;

  /** What a replay came to. */
  private record Replayed(Letter letter, String result, String where) {}

  @Override
  public Integer call() throws CommandFailure, InterruptedException {
    if (ids.isEmpty() && which.filter().isEmpty() && !all) {
      throw new IllegalArgumentException("name the letters, choose them by options, or say --all");
    }
    return withTopic(
        (topic, codecs, ports) -> {
          List<Letter> letters = topic.letters();
          List<Letter> chosen = chosen(letters);
          List<Replayed> results =
              dryRun
                  ? chosen.stream().map(l -> new Replayed(l, "would_replay", "")).toList()
                  : replay(topic, chosen, codecs, ports);
          if (waitSeconds > 0 && !dryRun) {
            results = await(topic, results);
          }
          output.document(document(results), text(results));
          return results.stream().allMatch(this::isGood) ? DONE : FAILED;
        });
  }

  private List<Letter> chosen(List<Letter> letters) throws CommandFailure {
    Set<UUID> known = letters.stream().map(Letter::id).collect(Collectors.toSet());
    for (UUID id : ids) {
      if (!known.contains(id)) {
        throw new CommandFailure(
            "There is no letter %s: \"mneme dlq list\" lists those there are".formatted(id));
      }
    }
    LetterFilter filter = which.filter();
    return letters.reversed().stream()
        .filter(
            letter ->
                ids.isEmpty()
                    ? letter.state() == Letter.State.OPEN
                        && !letter.isSuperseded()
                        && Replays.canReplay(letter)
                        && filter.test(letter)
                    : ids.contains(letter.id()))
        .limit(limit)
        .toList();
  }

  private List<Replayed> replay(
      LetterTopic topic, List<Letter> chosen, RegistryCodecs codecs, Ports ports)
      throws CommandFailure, InterruptedException {
    OperatorActs.account(
        this, codecs, "dlq_replay", "%d letters".formatted(chosen.size()), chosen.size());
    DeadLetters opener = opener();
    List<Replayed> results = new ArrayList<>();
    try (Replays replays = new Replays(ports)) {
      for (Letter letter : chosen) {
        results.add(replay(topic, letter, opener, replays));
        if (results.size() % EVERY == 0) {
          output.progress("  %d of %d published".formatted(results.size(), chosen.size()));
        }
      }
    }
    return results;
  }

  /** One letter that cannot be opened or sent does not keep the others back. */
  private static Replayed replay(
      LetterTopic topic, Letter letter, DeadLetters opener, Replays replays)
      throws InterruptedException {
    if (!Replays.canReplay(letter)) {
      return new Replayed(
          letter, "refused", "only records of memory.events are replayed; the others follow them");
    }
    try {
      SourcePosition stands = replays.replay(letter, open(opener, topic.read(letter)));
      return new Replayed(letter, "published", place(stands));
    } catch (CommandFailure e) {
      return new Replayed(letter, "failed", e.sentence());
    }
  }

  private List<Replayed> await(LetterTopic topic, List<Replayed> published)
      throws CommandFailure, InterruptedException {
    Instant deadline = Instant.now().plus(Duration.ofSeconds(waitSeconds));
    Set<UUID> before =
        published.stream()
            .flatMap(r -> r.letter().failedAgainAs().stream())
            .collect(Collectors.toSet());
    List<Replayed> results;
    do {
      Map<UUID, Letter> now =
          topic.letters().stream().collect(Collectors.toMap(Letter::id, letter -> letter));
      results = published.stream().map(r -> outcome(r, now, before)).toList();
      if (results.stream().noneMatch(r -> r.result().equals("published"))) {
        return results;
      }
      Thread.sleep(Duration.ofMillis(300));
    } while (Instant.now().isBefore(deadline));
    return results;
  }

  private static Replayed outcome(Replayed replayed, Map<UUID, Letter> now, Set<UUID> before) {
    Letter letter = now.getOrDefault(replayed.letter().id(), replayed.letter());
    if (!replayed.result().equals("published")) {
      return replayed;
    }
    if (letter.state() == Letter.State.REPLAYED) {
      return new Replayed(letter, "processed", replayed.where());
    }
    return letter.failedAgainAs().stream()
        .filter(id -> !before.contains(id))
        .findFirst()
        .map(id -> new Replayed(letter, "failed_again", id.toString()))
        .orElse(replayed);
  }

  private boolean isGood(Replayed replayed) {
    Set<String> good =
        waitSeconds > 0 ? Set.of("would_replay", "processed") : Set.of("would_replay", "published");
    return good.contains(replayed.result());
  }

  private static Map<String, Object> document(List<Replayed> results) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put(
        "results",
        results.stream().collect(Collectors.groupingBy(Replayed::result, Collectors.counting())));
    document.put(
        "letters",
        results.stream()
            .map(
                r -> {
                  Map<String, Object> row = new LinkedHashMap<>();
                  row.put("id", r.letter().id().toString());
                  row.put("from", place(r.letter().source()));
                  row.put("result", r.result());
                  row.put("detail", r.where());
                  return row;
                })
            .toList());
    return document;
  }

  private static String text(List<Replayed> results) {
    if (results.isEmpty()) {
      return "There is no letter to replay.";
    }
    Table table = new Table("LETTER", "FROM", "RESULT", "");
    results.forEach(
        r ->
            table.row(
                r.letter().id().toString(), place(r.letter().source()), r.result(), r.where()));
    return "%s%n%d letters.".formatted(table, results.size());
  }
}
