package dev.mneme.system.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.stack.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mneme demo} as a user runs it, on a conversation with flaws. */
class StoryST {

  private static final int STEPS = 14;
  private static final int MINUTES = 5;

  private static final List<String> CONVERSATION =
      List.of(
          "{\"conv\":\"garden\",\"session\":1,\"date_time\":\"1:56 pm on 8 May,"
              + " 2023\",\"dia_id\":\"D1:1\",\"speaker\":\"Ines\",\"text\":\"We planted tulips"
              + " along the southern fence.\",\"mood\":\"glad\"}",
          "{\"conv\":\"garden\",\"speaker\":\"Omar\",\"text\":\"The greenhouse heater needs a new"
              + " thermostat.\"}",
          "this line is no JSON",
          "{\"conv\":\"garden\",\"speaker\":\"Ines\"}",
          "{\"conv\":\"garden\",\"speaker\":\"Ines\",\"text\":\"Ask the nursery about climbing"
              + " roses: roses@example.com\"}");

  @TempDir Path folder;

  @Test
  void shouldTellTheWholeStoryNameTheFlawedLinesAndLeaveNothingRunning() throws Exception {
    Path conversation = Files.write(folder.resolve("garden.jsonl"), CONVERSATION);
    Path home = folder.resolve("home");

    String told = demo("--home", home.toString(), "--input", conversation.toString());

    assertThat(told.lines().filter(line -> line.contains("✓ seen"))).hasSize(STEPS);
    assertThat(told)
        .contains("line 3 skipped")
        .contains("line 4 skipped")
        .contains("All 14 steps were seen to be true");
    assertThat(processesOf(home)).isEmpty();
  }

  private String demo(String... arguments) throws IOException, InterruptedException {
    Path told = folder.resolve("told.txt");
    ProcessBuilder builder =
        new ProcessBuilder(Installation.find().root().resolve("mneme").toString(), "demo");
    builder.command().addAll(List.of(arguments));
    builder.environment().put("MNEME_NO_BUILD", "true"); // the build that runs this has built it
    Process process = builder.redirectErrorStream(true).redirectOutput(told.toFile()).start();
    boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
    process.destroy();
    String text = Files.readString(told);
    assertThat(ended).as(text).isTrue();
    assertThat(process.exitValue()).as(text).isZero();
    return text;
  }

  private static List<String> processesOf(Path home) {
    return ProcessHandle.allProcesses()
        .filter(p -> p.info().commandLine().orElse("").contains(home.toString()))
        .map(p -> p.pid() + " " + p.info().command().orElse("?"))
        .toList();
  }
}
