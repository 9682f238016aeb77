package dev.mneme.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mneme.cli.eval.Answered;
import dev.mneme.cli.eval.Asking;
import dev.mneme.cli.eval.BlendedAnswer;
import dev.mneme.cli.eval.BlendingComparison;
import dev.mneme.cli.eval.FeatureSwitch;
import dev.mneme.cli.eval.LabelledQuestion;
import dev.mneme.cli.eval.LabelledQuestions;
import dev.mneme.cli.eval.PartialCue;
import dev.mneme.cli.eval.RecallQuality;
import dev.mneme.cli.http.JsonHttp;
import dev.mneme.cli.ingest.EventPublisher;
import dev.mneme.cli.ingest.Ingested;
import dev.mneme.cli.ingest.Ingestion;
import dev.mneme.control.CohortFeature;
import dev.mneme.stack.PartName;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Asks labelled questions about conversations, over HTTP, and says how well they were answered. */
@Command(
    name = "recall",
    description = {
      "Load conversations through the running stack, each for a subject of its own, wait until all"
          + " is indexed and embedded, ask every question over HTTP, and measure the answers.",
      "Categories 1 to 4 have an answer; of category 5, which has none, it is counted how often"
          + " nothing was answered."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mneme eval recall --turns talks.jsonl --questions questions.jsonl",
      "  mneme eval recall --turns talks.jsonl --questions questions.jsonl --ranked ranked.jsonl"
          + " --output json",
      "  mneme eval recall --turns talks.jsonl --questions questions.jsonl --blending"
          + " --partial-cues 7"
    })
final class EvalRecallCommand extends StackCommand {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Option(
      names = "--turns",
      required = true,
      paramLabel = "FILE",
      description = "The conversations, as \"mneme ingest\" takes them, each turn with a dia_id.")
  private @Nullable Path turns;

  @Option(
      names = "--questions",
      required = true,
      paramLabel = "FILE",
      description =
          "A JSON object a line: conv, qid, question, category and evidence, the dia_ids of the"
              + " turns that answer it.")
  private @Nullable Path questions;

  @Option(
      names = "--ranked",
      paramLabel = "FILE",
      description = "Write what was answered: a line {\"qid\", \"ranked\": [dia_id, …]} each.")
  private @Nullable Path ranked;

  @Option(
      names = "-k",
      paramLabel = "K",
      split = ",",
      defaultValue = "5,10,25,50",
      description = "How many answers are looked at (default ${DEFAULT-VALUE}).")
  private List<Integer> depths = new ArrayList<>();

  @Option(
      names = "--tenant",
      paramLabel = "T",
      defaultValue = "eval",
      description = "The customer the conversations belong to (default ${DEFAULT-VALUE}).")
  private String tenant = "eval";

  @Option(
      names = "--pack",
      paramLabel = "TOKENS",
      defaultValue = "4000",
      description =
          "Budget of the context pack in which each answer is looked for; 0 asks for none (default"
              + " ${DEFAULT-VALUE}).")
  private int packBudget = 4000;

  @Option(
      names = "--patience",
      paramLabel = "S",
      defaultValue = "600",
      description = "Seconds to wait for indexing and embedding (default ${DEFAULT-VALUE}).")
  private long patience = 600;

  @Option(
      names = "--blending",
      description =
          "Ask every question twice, without and with concepts, and say what that changes; the"
              + " features are switched for it and put back.")
  private boolean blending;

  @Option(
      names = "--partial-cues",
      paramLabel = "SEED",
      description =
          "With --blending: ask also half of the content words of each question, drawn by the"
              + " seed.")
  private @Nullable Long partialCues;

  @Override
  public Integer call() throws CommandFailure, InterruptedException {
    Path turnsFile = IngestCommand.readable(turns);
    Path questionsFile = IngestCommand.readable(questions);
    int limit = depths.stream().mapToInt(Integer::intValue).max().orElse(0);
    if (depths.stream().anyMatch(k -> k < 1) || limit < 1 || limit > 1000) {
      throw new IllegalArgumentException("every -k must be from 1 to 1000");
    }
    if (packBudget != 0 && (packBudget < 100 || packBudget > 100_000)) {
      throw new IllegalArgumentException("--pack must be 0 or from 100 to 100000");
    }
    if (partialCues != null && !blending) {
      throw new IllegalArgumentException("--partial-cues is for --blending");
    }
    String reader = running().ports().http(PartName.READER);
    try (JsonHttp http = new JsonHttp(tokens(tenant))) {
      LabelledQuestions labelled = LabelledQuestions.read(questionsFile);
      Asking asking = new Asking(http, reader, tenant, packBudget);
      Map<String, String> subjects = load(turnsFile, asking);
      if (blending) {
        compare(labelled, subjects, asking, limit);
        return DONE;
      }
      List<Answered> answered = askAll(labelled.questions(), subjects, asking, limit);
      if (ranked != null) {
        write(ranked, answered);
      }
      RecallQuality.Report report = RecallQuality.of(answered, depths);
      Skipped skipped =
          new Skipped(
              labelled.malformed(),
              labelled.withoutEvidence(),
              labelled.questions().size() - answered.size());
      output.document(document(report, skipped), text(report, skipped));
      return DONE;
    } catch (IOException e) {
      throw new CommandFailure(
          "A file cannot be read or written: %s".formatted(e.getClass().getSimpleName()), e);
    }
  }

  /**
   * @param elsewhere questions about conversations that are not among the turns
   */
  private record Skipped(int malformed, int withoutEvidence, int elsewhere) {}

  /** Names of conversations to their subjects. */
  private Map<String, String> load(Path file, Asking asking)
      throws CommandFailure, InterruptedException {
    Ingested ingested;
    try (EventPublisher publisher = new EventPublisher(running().ports())) {
      ingested =
          new Ingestion(publisher, layout().reports(), Clock.systemUTC(), _ -> {})
              .ingest(file, tenant, Optional.empty());
    }
    output.progress("  %d turns published".formatted(ingested.published()));
    Map<String, String> subjects = new HashMap<>();
    for (var conversation : ingested.conversations()) {
      String name = conversation.name().orElse("-");
      asking.awaitReady(
          conversation.subject(),
          conversation.turns(),
          Duration.ofSeconds(patience),
          progress ->
              output.progress(
                  "  %s: %d of %d turns indexed, %d embedded"
                      .formatted(name, progress.memories(), progress.of(), progress.embedded())));
      subjects.put(name, conversation.subject());
    }
    return subjects;
  }

  private List<Answered> askAll(
      List<LabelledQuestion> asked, Map<String, String> subjects, Asking asking, int limit)
      throws CommandFailure, InterruptedException {
    List<Answered> answered = new ArrayList<>();
    for (LabelledQuestion question : asked) {
      String subject = subjects.get(question.conversation());
      if (subject != null) {
        answered.add(asking.ask(question, subject, limit));
        if (answered.size() % 100 == 0) {
          output.progress("  %d of %d questions asked".formatted(answered.size(), asked.size()));
        }
      }
    }
    return answered;
  }

  /** Both ways in one run, of whole questions and of halves of them. */
  private void compare(
      LabelledQuestions labelled, Map<String, String> subjects, Asking asking, int limit)
      throws CommandFailure, InterruptedException {
    List<LabelledQuestion> whole =
        labelled.questions().stream()
            .filter(each -> subjects.containsKey(each.conversation()))
            .toList();
    Map<String, List<LabelledQuestion>> sets = new LinkedHashMap<>();
    sets.put("whole", whole);
    Long seed = partialCues;
    if (seed != null) {
      sets.put("partial", whole.stream().map(each -> PartialCue.of(each, seed)).toList());
    }
    Map<String, List<Answered>> without = new LinkedHashMap<>();
    Map<String, List<BlendedAnswer>> with = new LinkedHashMap<>();
    try (JsonHttp operator = new JsonHttp(tokens("default"))) {
      FeatureSwitch features =
          new FeatureSwitch(
              operator,
              running().ports().http(PartName.GUARD),
              running().ports().http(PartName.READER));
      try {
        features.set(CohortFeature.BLENDED_RECALL, "off");
        for (var each : sets.entrySet()) {
          without.put(each.getKey(), askAll(each.getValue(), subjects, asking, limit));
        }
        features.set(CohortFeature.CONCEPTS, "on");
        consolidate(operator, subjects);
        features.set(CohortFeature.BLENDED_RECALL, "on");
        for (var each : sets.entrySet()) {
          List<BlendedAnswer> answers = new ArrayList<>();
          for (LabelledQuestion question : each.getValue()) {
            answers.add(
                asking.askBlended(
                    question, String.valueOf(subjects.get(question.conversation())), limit));
          }
          with.put(each.getKey(), answers);
        }
      } finally {
        features.back();
      }
    }
    Map<String, Object> document = new LinkedHashMap<>();
    Table table = new Table("cues", "figure", "episodes", "blended");
    sets.keySet()
        .forEach(
            set ->
                tell(
                    set,
                    without.getOrDefault(set, List.of()),
                    with.getOrDefault(set, List.of()),
                    document,
                    table));
    output.document(document, table.toString());
  }

  private void consolidate(JsonHttp operator, Map<String, String> subjects)
      throws CommandFailure, InterruptedException {
    for (var each : subjects.entrySet()) {
      JsonHttp.Answer answer =
          operator.post(
              running().ports().http(PartName.READER) + "/v1/concepts/consolidate",
              Map.of("tenant", tenant, "subject", each.getValue()));
      if (!answer.isOk()) {
        throw new CommandFailure("Concepts were not formed: " + answer.problem());
      }
      output.progress(
          "  %s: %d concepts".formatted(each.getKey(), answer.body().path("concepts").size()));
    }
  }

  private void tell(
      String set,
      List<Answered> without,
      List<BlendedAnswer> with,
      Map<String, Object> document,
      Table table) {
    RecallQuality.Report alone = RecallQuality.of(without, depths);
    RecallQuality.Report both =
        RecallQuality.of(with.stream().map(BlendedAnswer::answered).toList(), depths);
    BlendingComparison comparison = BlendingComparison.of(without, with);
    Map<String, Object> of = new LinkedHashMap<>();
    of.put("episodes", document(alone, new Skipped(0, 0, 0)));
    of.put("blended", document(both, new Skipped(0, 0, 0)));
    of.put("comparison", comparison.document());
    document.put(set, of);
    Map<String, Double> figures = alone.byCategory().getOrDefault("all", Map.of());
    Map<String, Double> others = both.byCategory().getOrDefault("all", Map.of());
    figures.forEach(
        (figure, value) ->
            table.row(
                set,
                figure,
                String.format(Locale.ROOT, "%.3f", value),
                String.format(Locale.ROOT, "%.3f", others.getOrDefault(figure, 0.0))));
    comparison
        .document()
        .forEach((figure, value) -> table.row(set, figure, "", String.valueOf(value)));
  }

  private static void write(Path file, List<Answered> answered) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (Answered each : answered) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("qid", each.question().id());
        line.put("ranked", each.ranked());
        out.write(JSON.writeValueAsString(line));
        out.newLine();
      }
    }
  }

  private static Map<String, Object> document(RecallQuality.Report report, Skipped skipped) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("categories", report.byCategory());
    document.put("abstention", report.abstention());
    document.put("latency_ms", report.latencyMs());
    document.put("dense", report.dense());
    document.put("skipped", skipped);
    return document;
  }

  private static String text(RecallQuality.Report report, Skipped skipped) {
    List<String> heads = new ArrayList<>(List.of("figure"));
    report.byCategory().keySet().forEach(c -> heads.add("all".equals(c) ? c : "cat " + c));
    Table table = new Table(heads.toArray(String[]::new));
    for (String figure : report.byCategory().get("all").keySet()) {
      List<String> cells = new ArrayList<>(List.of(figure));
      report
          .byCategory()
          .values()
          .forEach(
              figures ->
                  cells.add(
                      "questions".equals(figure)
                          ? "%.0f".formatted(figures.get(figure))
                          : "%.3f".formatted(figures.get(figure))));
      table.row(cells.toArray(String[]::new));
    }
    return table
        + String.format(
            Locale.ROOT,
            "%n%nNothing answered: %.1f %% of %.0f questions without an answer, %.1f %% of those"
                + " with one%nLatency: p50 %.1f, p95 %.1f, p99 %.1f ms; vectors: %s%nSkipped: %d"
                + " lines that are no question, %d without evidence, %d about other conversations",
            100 * report.abstention().get("unanswerable_abstained"),
            report.abstention().get("unanswerable_questions"),
            100 * report.abstention().get("answerable_abstained"),
            report.latencyMs().get("p50"),
            report.latencyMs().get("p95"),
            report.latencyMs().get("p99"),
            report.dense(),
            skipped.malformed(),
            skipped.withoutEvidence(),
            skipped.elsewhere());
  }
}
