package dev.mneme.cli;

import dev.mneme.cli.demo.Story;
import dev.mneme.stack.Ports;
import dev.mneme.stack.parts.Folders;
import dev.mneme.stack.supervise.OrderlyEnd;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the suite on a stack of its own. */
@Command(
    name = "demo",
    description = {
      "Tell the whole story on a stack of its own, beside any other: redaction, both layers,"
          + " recall, a layer that fails and comes back, a ledger that verifies. Every step is seen"
          + " to be true, or the demo fails.",
      "Everything it starts is stopped again, and its data removed unless --keep or --home says"
          + " otherwise."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mneme demo",
      "  mneme demo --input talk.jsonl",
      "  mneme demo --home /tmp/story --keep"
    })
final class DemoCommand extends StackCommand {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description =
          "A conversation of your own, as \"mneme ingest\" takes it (default: a small one that is"
              + " built in).")
  private @Nullable Path input;

  @Option(names = "--keep", description = "Keep the data and the logs.")
  private boolean keep;

  @Option(
      names = "--port-base",
      paramLabel = "N",
      description =
          "First of the eleven ports in a row that the stack listens on (default: a free block).")
  private @Nullable Integer portBase;

  @Override
  public Integer call() throws IOException, InterruptedException, CommandFailure {
    Instant now = Instant.now();
    Path home = hasHome() ? layout().home() : layout().home().resolve("demo-" + STAMP.format(now));
    Ports ports = portBase == null ? Ports.free() : new Ports(portBase);
    Path conversation = input == null ? builtIn(home) : IngestCommand.readable(input);
    StoryTelling telling = new StoryTelling(output);
    telling.opening(home, ports);
    boolean told;
    OrderlyEnd end = OrderlyEnd.ofThisThread();
    try {
      told = new Story(home, ports, conversation).tell(telling);
    } finally {
      if (!keep && !hasHome() && !telling.failed()) {
        Folders.delete(home);
      }
      end.reached();
    }
    telling.closing(told, home, Duration.between(now, Instant.now()));
    return told ? DONE : FAILED;
  }

  private static Path builtIn(Path home) throws IOException {
    try (InputStream text = Story.class.getResourceAsStream("conversation.jsonl")) {
      if (text == null) {
        throw new IllegalStateException("conversation.jsonl is missing from the jar");
      }
      Files.createDirectories(home);
      Path file = home.resolve("conversation.jsonl");
      Files.write(file, text.readAllBytes());
      return file;
    }
  }

  /** The story as text while it happens, and as a document at its end. */
  private static final class StoryTelling implements Story.Audience {

    private final Output output;
    private final List<Map<String, Object>> steps = new ArrayList<>();
    private List<String> saw = new ArrayList<>();
    private boolean failed = true;

    StoryTelling(Output output) {
      this.output = output;
    }

    private void line(String text) {
      if (output.isJson()) {
        output.progress(text);
      } else {
        output.line(text);
      }
    }

    void opening(Path home, Ports ports) {
      line(
          "Mneme, the whole story, on real parts. Home %s, ports %d to %d."
              .formatted(home, ports.base(), ports.base() + 8));
    }

    @Override
    public void begins(int number, String title) {
      failed = true;
      saw = new ArrayList<>();
      Map<String, Object> step = new LinkedHashMap<>();
      step.put("number", number);
      step.put("title", title);
      step.put("seen", false);
      step.put("saw", saw);
      steps.add(step);
      line("%n%2d. %s".formatted(number, title));
    }

    @Override
    public synchronized void saw(String text) {
      saw.add(text);
      line("      " + text);
    }

    @Override
    public void ends(Duration took) {
      failed = false;
      steps.getLast().put("seen", true);
      steps.getLast().put("took_ms", took.toMillis());
      line("    ✓ seen, %.1f s".formatted(took.toMillis() / 1000.0));
    }

    @Override
    public void fails(String because) {
      failed = true;
      steps.getLast().put("failure", because);
      line("    ✗ " + because);
    }

    boolean failed() {
      return failed;
    }

    void closing(boolean told, Path home, Duration took) {
      String sentence =
          told
              ? "All %d steps were seen to be true, in %.0f s. Everything that was started is stopped."
                  .formatted(steps.size(), took.toMillis() / 1000.0)
              : "Step %d was not seen to be true. Everything that was started is stopped; data and logs are in %s."
                  .formatted(steps.size(), home);
      line("");
      if (output.isJson()) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("told", told);
        document.put("took_ms", took.toMillis());
        document.put("steps", steps);
        output.document(document, "");
      } else {
        line(sentence);
      }
    }
  }
}
