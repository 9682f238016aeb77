package dev.mneme.cli;

import dev.mneme.cli.drill.Drill;
import dev.mneme.cli.drill.Drills;
import java.util.Map;
import picocli.CommandLine.Command;

/** Which drills there are. */
@Command(
    name = "list",
    description = "Show the drills and what each shows.",
    footerHeading = "%nExamples:%n",
    footer = "  mneme drill list")
final class DrillListCommand extends StackCommand {

  @Override
  public Integer call() {
    Table table = new Table("DRILL", "SHOWS");
    Drills.all().forEach(drill -> table.row(drill.name(), drill.claim()));
    output.document(
        Drills.all().stream().map(DrillListCommand::document).toList(), table.toString());
    return DONE;
  }

  private static Map<String, String> document(Drill drill) {
    return Map.of("name", drill.name(), "claim", drill.claim());
  }
}
