package dev.mneme.cli.load;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** What is asked for, and in which shares. */
public enum Scenario {
  /** As assistants do: they look things up more often than they learn. */
  MIXED(Map.of(Act.STORE, 30, Act.RECALL, 50, Act.LATEST, 10, Act.PACK, 5, Act.FORGET, 5)),
  STORE(Map.of(Act.STORE, 100)),
  /** Each memory is asked for again and again. */
  RECALL(Map.of(Act.STORE, 5, Act.RECALL, 75, Act.LATEST, 20)),
  CONTEXT(Map.of(Act.STORE, 10, Act.PACK, 90)),
  /** Memories that come and go. */
  CHURN(Map.of(Act.STORE, 50, Act.FORGET, 40, Act.LATEST, 10));

  private static final int WHOLE = 100;

  private final Map<Act, Integer> percent;

  Scenario(Map<Act, Integer> percent) {
    this.percent = new EnumMap<>(percent);
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException naming those there are
   */
  public static Scenario labelled(String label) {
    return Arrays.stream(values())
        .filter(each -> each.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no scenario \"%s\"; there are %s"
                        .formatted(
                            label,
                            Arrays.stream(values())
                                .map(Scenario::label)
                                .collect(Collectors.joining(", ")))));
  }

  Act draw(RandomGenerator random) {
    int drawn = random.nextInt(WHOLE);
    for (Map.Entry<Act, Integer> share : percent.entrySet()) {
      drawn -= share.getValue();
      if (drawn < 0) {
        return share.getKey();
      }
    }
    throw new IllegalStateException("the shares of a scenario are 100 in all");
  }
}
