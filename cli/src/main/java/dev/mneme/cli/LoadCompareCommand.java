package dev.mneme.cli;

import dev.mneme.cli.load.Comparison;
import dev.mneme.cli.load.Kept;
import dev.mneme.cli.load.LoadReport;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares two runs that are kept. */
@Command(
    name = "compare",
    description = {
      "Compare a run with one that was kept, by a test of ranks (Mann and Whitney), the effect's"
          + " size, the tails and the errors. A difference counts when it is neither chance nor"
          + " within the tolerance.",
      "Exit code 1 if anything became worse, or too few were answered to tell."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mneme load compare before",
      "  mneme load compare before after --tolerance 20 --output json"
    })
final class LoadCompareCommand extends StackCommand {

  private static final double PERCENT = 100;

  @Parameters(index = "0", paramLabel = "BASELINE", description = "The name it was kept under.")
  private String baseline = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "RUN",
      defaultValue = Kept.LAST,
      description = "The run that is judged (default: the latest).")
  private String run = Kept.LAST;

  @Option(
      names = "--tolerance",
      paramLabel = "PERCENT",
      defaultValue = "10",
      description = "By how much a request may take longer (default ${DEFAULT-VALUE}).")
  private double tolerance = 10;

  @Override
  public Integer call() throws CommandFailure, IOException {
    if (!(tolerance >= 0 && tolerance <= 1000)) {
      throw new IllegalArgumentException("a tolerance is from 0 to 1000 percent");
    }
    Kept kept = new Kept(layout().loads());
    LoadReport before = kept.read(baseline);
    List<Comparison.Line> lines = Comparison.of(kept.read(run), before, tolerance / PERCENT);
    boolean same = lines.stream().allMatch(line -> line.verdict() == Comparison.Verdict.SAME);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("passed", same);
    document.put("baseline", baseline);
    document.put("run", run);
    document.put("tolerance_percent", tolerance);
    document.put("acts", lines);
    output.document(document, text(lines));
    return same ? DONE : FAILED;
  }

  private static String text(List<Comparison.Line> lines) {
    Table table = new Table("ACT", "VERDICT", "P50 MS", "BEFORE", "P99 MS", "BEFORE", "");
    for (Comparison.Line line : lines) {
      table.row(
          line.act(),
          line.verdict().label(),
          "%.1f".formatted(line.medianMs()),
          "%.1f".formatted(line.medianBeforeMs()),
          "%.1f".formatted(line.p99Ms()),
          "%.1f".formatted(line.p99BeforeMs()),
          line.because());
    }
    return table.toString();
  }
}
