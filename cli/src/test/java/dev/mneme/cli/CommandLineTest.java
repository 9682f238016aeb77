package dev.mneme.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CommandLineTest {

  private static List<CommandLine> all(CommandLine command) {
    List<CommandLine> commands = new ArrayList<>(List.of(command));
    command.getSubcommands().values().forEach(sub -> commands.addAll(all(sub)));
    return commands;
  }

  private static List<CommandLine> forPeople() {
    return all(Mneme.commandLine()).stream()
        .filter(c -> !c.getCommandSpec().usageMessage().hidden())
        .filter(c -> !c.getCommandName().equals("help"))
        .toList();
  }

  @Test
  void shouldHelpWithEveryCommand() {
    for (CommandLine command : forPeople()) {
      StringWriter out = new StringWriter();
      command.setOut(new PrintWriter(out));

      assertThat(command.execute("--help")).as(command.getCommandName()).isZero();
      assertThat(out.toString()).startsWith("Usage: mneme");
    }
  }

  @Test
  void shouldShowExamplesAndOfferJsonWhereverThereIsSomethingToRun() {
    for (CommandLine command : forPeople()) {
      if (command.getSubcommands().isEmpty()) {
        assertThat(command.getUsageMessage()).contains("Examples:").contains("--output=FORMAT");
      }
    }
  }

  @Test
  void shouldCallWrongUseByItsExitCode() {
    CommandLine mneme = Mneme.commandLine();
    mneme.setErr(new PrintWriter(new StringWriter()));

    assertThat(mneme.execute("up", "--port-base", "many")).isEqualTo(2);
    assertThat(mneme.execute("recall", "words")).isEqualTo(2);
    assertThat(mneme.execute("nonsense")).isEqualTo(2);
    assertThat(mneme.execute("up", "--only", "redis")).isEqualTo(2);
  }
}
