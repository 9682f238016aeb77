package dev.mneme.reader.pack;

import dev.mneme.reader.pack.ContextPack.Item;
import dev.mneme.reader.recall.RecalledMemory;
import dev.mneme.reader.recall.ranking.Ranking;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Fills a budget of tokens: of all memories that still fit, next comes the one worth most and least
 * like what is there (maximal marginal relevance), until none fits. One that is too long is passed
 * over and is not the end.
 *
 * <pre>value = relevance · confidence · recency
 * next  = argmax (1 − diversity) · value / best value − diversity · likeness to the most like
 * </pre>
 *
 * <p>Nothing depends on the order in which memories are given; equal ones go by the later {@code
 * occurredAt}, then by id.
 */
public final class Packing {

  private static final class Candidate {
    private final RecalledMemory memory;
    private final Section section;
    private final String line;
    private final int tokens;
    private final int withHeading;
    private final double value;
    private final Shingles words;
    private double likeness;

    Candidate(RecalledMemory memory, double value, TokenCounter counter) {
      this.memory = memory;
      this.section = Section.of(memory.type());
      this.line = Line.of(memory);
      this.tokens = counter.count(line);
      this.withHeading = tokens + counter.count(section.line());
      this.value = value;
      this.words = Shingles.of(memory.text());
    }
  }

  private static final Comparator<RecalledMemory> TIES =
      Comparator.comparing(RecalledMemory::occurredAt, Comparator.reverseOrder())
          .thenComparing(RecalledMemory::id, Ranking.BY_ID);

  private final TokenCounter counter;
  private final PackPolicy policy;

  public Packing(TokenCounter counter, PackPolicy policy) {
    this.counter = counter;
    this.policy = policy;
  }

  /**
   * @param budget most tokens of the text, headings and markers included
   */
  public ContextPack pack(List<RecalledMemory> memories, int budget) {
    List<Candidate> waiting = candidates(memories);
    double best = waiting.stream().mapToDouble(each -> each.value).max().orElse(0);
    Map<Section, List<Candidate>> sections = new TreeMap<>();
    int left = budget;
    while (true) {
      Candidate next = null;
      double highest = Double.NEGATIVE_INFINITY;
      for (Candidate each : waiting) {
        double worth =
            (1 - policy.diversity()) * (best == 0 ? 0 : each.value / best)
                - policy.diversity() * each.likeness;
        if (worth > highest && cost(each, sections) <= left) {
          next = each;
          highest = worth;
        }
      }
      if (next == null) {
        return written(sections, budget, memories.size());
      }
      left -= cost(next, sections);
      sections.computeIfAbsent(next.section, _ -> new ArrayList<>()).add(next);
      waiting.remove(next);
      for (Candidate each : waiting) {
        each.likeness = Math.max(each.likeness, each.words.likeness(next.words));
      }
    }
  }

  private static int cost(Candidate candidate, Map<Section, List<Candidate>> sections) {
    return sections.containsKey(candidate.section) ? candidate.tokens : candidate.withHeading;
  }

  private List<Candidate> candidates(List<RecalledMemory> memories) {
    double bestScore = memories.stream().mapToDouble(RecalledMemory::score).max().orElse(0);
    Instant latest =
        memories.stream()
            .map(RecalledMemory::occurredAt)
            .max(Comparator.naturalOrder())
            .orElse(Instant.EPOCH);
    List<Candidate> candidates = new ArrayList<>(memories.size());
    memories.stream()
        .sorted(TIES)
        .forEach(
            memory ->
                candidates.add(new Candidate(memory, value(memory, bestScore, latest), counter)));
    return candidates;
  }

  /** Without words nothing is more relevant than another. */
  private double value(RecalledMemory memory, double bestScore, Instant latest) {
    double relevance = bestScore > 0 ? memory.score() / bestScore : 1;
    return relevance
        * Math.clamp(memory.confidence(), 0.0, 1.0)
        * policy.recency(Duration.between(memory.occurredAt(), latest));
  }

  private ContextPack written(Map<Section, List<Candidate>> sections, int budget, int considered) {
    StringBuilder text = new StringBuilder();
    List<Item> items = new ArrayList<>();
    sections.forEach(
        (section, candidates) -> {
          text.append(section.line());
          for (Candidate each : candidates) {
            text.append(each.line);
            items.add(
                new Item(
                    each.memory, Certainty.of(each.memory.confidence()), each.value, each.tokens));
          }
        });
    int tokens = counter.count(text.toString());
    if (tokens > budget) {
      throw new IllegalStateException(
          "the tokens of a pack are those of its lines, added up; it has %d, %d were to be filled"
              .formatted(tokens, budget));
    }
    return new ContextPack(text.toString(), tokens, budget, items, considered);
  }
}
