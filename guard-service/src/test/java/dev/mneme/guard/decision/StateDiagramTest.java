package dev.mneme.guard.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Example;

class StateDiagramTest {
  private static final Pattern ARROW =
      Pattern.compile("^ +(\\w+) --> (\\w+): ([A-Z_]+)", Pattern.MULTILINE);

  @Example
  void shouldDrawExactlyTheTransitionsTheMachineMakes() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "guard.md"));
    Set<String> drawn =
        ARROW
            .matcher(page)
            .results()
            .map(StateDiagramTest::arrow)
            .collect(Collectors.toCollection(TreeSet::new));

    Set<String> made =
        Steps.any()
            .sampleStream()
            .limit(4_000)
            .flatMap(
                steps ->
                    Stream.of(GuardPolicy.DEFAULT, Steps.OPTIONS)
                        .flatMap(policy -> Steps.run(steps, policy).stream()))
            .filter(taken -> !taken.lost() && !taken.decision().events().isEmpty())
            .map(
                taken ->
                    "%s --> %s: %s"
                        .formatted(
                            name(taken.before()),
                            name(taken.decision().next()),
                            taken.decision().events().getFirst().kind()))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(drawn).isEqualTo(made);
  }

  private static String arrow(MatchResult match) {
    return "%s --> %s: %s".formatted(match.group(1), match.group(2), match.group(3));
  }

  private static String name(GuardState state) {
    return state.getClass().getSimpleName();
  }
}
