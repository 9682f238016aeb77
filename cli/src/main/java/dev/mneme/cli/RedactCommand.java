package dev.mneme.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mneme.cli.redact.LabelledJson;
import dev.mneme.cli.redact.SpanLine;
import dev.mneme.redaction.PiiType;
import dev.mneme.redaction.Policy;
import dev.mneme.redaction.Redactor;
import dev.mneme.redaction.score.Labelled;
import dev.mneme.redaction.score.LabelledLines;
import dev.mneme.redaction.score.Score;
import dev.mneme.redaction.score.Scorer;
import dev.mneme.redaction.score.Tally;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the writer does to every text, by hand: for trying it, and for measuring it. */
@Command(
    name = "redact",
    description =
        "Redact a text, or JSON lines with a field \"text\", by the policy that the writer"
            + " applies.",
    subcommands = {RedactCommand.ScoreOf.class, RescanCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  echo 'write to ada@example.com' | mneme redact -",
      "  mneme redact texts.jsonl --spans",
      "  mneme redact --policy ours.policy texts.jsonl",
      "  mneme redact score labelled.jsonl",
      "  mneme redact rescan --dry-run"
    })
final class RedactCommand implements Callable<Integer> {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Mixin private final Output output = new Output();

  @Parameters(
      paramLabel = "FILE",
      defaultValue = "-",
      description = "What to redact; - is standard input (the default).")
  private String file = "-";

  @Option(
      names = "--spans",
      description =
          "Write a JSON object a line: text, redacted, spans with start and end in code points and"
              + " type. Each line of plain text is a text of its own then.")
  private boolean spans;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description =
          "The policy to apply (default: MNEME_REDACTION_POLICY, else the one that is built in).")
  private @Nullable String policy;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Override
  public Integer call() throws CommandFailure {
    Redactor redactor = Policies.redactor(policy);
    String content = read(file);
    if (spans) {
      content.lines().map(RedactCommand::text).forEach(t -> output.line(spanLine(t, redactor)));
    } else if (content.lines().allMatch(RedactCommand::isJson) && !content.isBlank()) {
      content.lines().map(RedactCommand::text).forEach(t -> output.line(redactor.redact(t).text()));
    } else {
      output.line(redactor.redact(content.stripTrailing()).text());
    }
    return StackCommand.DONE;
  }

  private static String spanLine(String text, Redactor redactor) {
    try {
      return MAPPER.writeValueAsString(SpanLine.of(text, redactor.redact(text)));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isJson(String line) {
    return !text(line).equals(line);
  }

  /** The field "text" of a JSON line, else the line itself. */
  private static String text(String line) {
    if (!line.startsWith("{")) {
      return line;
    }
    try {
      JsonNode text = MAPPER.readTree(line).path("text");
      return text.isTextual() ? text.asText() : line;
    } catch (JsonProcessingException e) {
      return line; // a text that begins with a brace
    }
  }

  private static String read(String file) throws CommandFailure {
    try {
      return file.equals("-")
          ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
          : Files.readString(Path.of(file));
    } catch (NoSuchFileException e) {
      throw new CommandFailure("There is no file " + file + ": name one that is there", e);
    } catch (IOException e) {
      throw new CommandFailure(
          "%s cannot be read as UTF-8 text: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** How well labelled texts are read. */
  @Command(
      name = "score",
      description =
          "Compare what is found in labelled texts with their labels (same type, intersection over"
              + " union at least 0.9): precision, recall, F1, F2 per type and language, documents a"
              + " second. The file is JSON lines"
              + " {\"text\":…,\"spans\":[{\"start\",\"end\",\"type\"}]} or lines marked by hand: en"
              + " Ask {{EMAIL|ada@example.com}}.",
      footerHeading = "%nExamples:%n",
      footer = {
        "  mneme redact score labelled.jsonl",
        "  mneme redact score redaction/src/test/resources/labelled.txt --output json"
      })
  static final class ScoreOf implements Callable<Integer> {

    private static final int WARM_UPS = 5;

    @Mixin private final Output output = new Output();

    @Parameters(paramLabel = "FILE", description = "The labelled texts.")
    private String file = "";

    @Option(
        names = {"-h", "--help"},
        usageHelp = true,
        description = "Show this help.")
    private boolean help;

    @Override
    public Integer call() throws CommandFailure {
      List<Labelled> texts = labelled(read(file));
      Redactor redactor = Redactor.of(Policy.standard());
      for (int i = 0; i < WARM_UPS; i++) {
        Scorer.score(texts, redactor, System::nanoTime);
      }
      Score score = Scorer.score(texts, redactor, System::nanoTime);
      output.document(document(score), score.table().stripTrailing());
      return StackCommand.DONE;
    }

    private List<Labelled> labelled(String content) throws CommandFailure {
      try {
        return content.stripLeading().startsWith("{")
            ? LabelledJson.parse(content.lines().toList())
            : LabelledLines.parse(content);
      } catch (IllegalArgumentException e) {
        throw new CommandFailure("%s, %s".formatted(file, e.getMessage()), e);
      }
    }

    private static Map<String, Object> document(Score score) {
      Map<String, Object> types = new LinkedHashMap<>();
      for (Map.Entry<PiiType, Tally> entry : score.byType().entrySet()) {
        Tally tally = entry.getValue();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("precision", tally.precision());
        row.put("recall", tally.recall());
        row.put("f1", tally.f1());
        row.put("f2", tally.f2());
        types.put(entry.getKey().name(), row);
      }
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("types", types);
      document.put("documents", score.documents());
      document.put("documents_per_second", score.documentsPerSecond());
      document.put("untouched", score.untouched());
      return document;
    }
  }
}
