package dev.mneme.system.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.stack.Installation;
import dev.mneme.system.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What can be seen of the composition without an engine. */
class ComposeFileTest {

  private static final Path ROOT = Installation.find().root();
  private static final Pattern TAKEN = Pattern.compile("\\$\\{(\\w+)");
  private static final Pattern GIVEN = Pattern.compile("(?m)^(\\w+)=");
  private static final Pattern SECRET = Pattern.compile("\\w+_(KEY|PASSWORD)=.*");
  private static final Pattern PUBLISHED = Pattern.compile("(?m)^ +ports: \\[(.*)]$");

  @Test
  void shouldTakeEveryVariableThatItsFileOfVariablesDescribesAndNoOther() throws IOException {
    assertThat(names(TAKEN, "docker-compose.yml"))
        .isEqualTo(names(GIVEN, "ops/docker/env.example"));
  }

  @Test
  void shouldMakeSecretsAndKeepNoneInTheRepository() throws IOException {
    List<String> kept = secrets(Files.readString(ROOT.resolve("ops/docker/env.example")));
    List<String> made =
        secrets(Command.of(ROOT.resolve("ops/docker/new-env.sh").toString()).orFail());

    assertThat(kept).isNotEmpty().allMatch(line -> line.endsWith("="));
    assertThat(made)
        .hasSameSizeAs(kept)
        .allMatch(line -> line.replaceAll("^\\w+=", "").length() == 44);
    assertThat(made).extracting(line -> line.replaceAll("^\\w+=", "")).doesNotHaveDuplicates();
  }

  private static List<String> secrets(String variables) {
    return variables.lines().filter(line -> SECRET.matcher(line).matches()).toList();
  }

  @Test
  void shouldPublishPortsOnThisMachineOnly() throws IOException {
    Matcher published = PUBLISHED.matcher(Files.readString(ROOT.resolve("docker-compose.yml")));
    int found = 0;
    while (published.find()) {
      found++;
      assertThat(published.group(1)).startsWith("\"127.0.0.1:");
    }
    assertThat(found).isEqualTo(6);
  }

  private static Set<String> names(Pattern name, String file) throws IOException {
    Set<String> names = new TreeSet<>();
    Matcher found = name.matcher(Files.readString(ROOT.resolve(file)));
    while (found.find()) {
      names.add(found.group(1));
    }
    return names;
  }
}
