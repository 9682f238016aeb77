package dev.mneme.reader.recall.memory;

import dev.mneme.events.MemoryRecord;
import dev.mneme.reader.recall.Page;
import dev.mneme.reader.recall.RecallFilter;
import dev.mneme.reader.recall.RecallLayer;
import dev.mneme.reader.recall.RecallQuery;
import dev.mneme.reader.recall.RecalledMemory;
import dev.mneme.reader.recall.Recollection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** A layer in a list. The score is the number of words that match. */
public final class InMemoryLayer implements RecallLayer {

  private static final Comparator<RecalledMemory> BEST_FIRST =
      Comparator.comparingDouble(RecalledMemory::score)
          .reversed()
          .thenComparing(Comparator.comparing(RecalledMemory::occurredAt).reversed())
          .thenComparing(memory -> memory.id().toString());

  private final Analyzer analyzer = new EnglishAnalyzer();
  private final List<MemoryRecord> memories;

  public InMemoryLayer(List<MemoryRecord> memories) {
    this.memories = List.copyOf(memories);
  }

  @Override
  public Recollection recall(RecallQuery query, Duration within) {
    return Recollection.of(answer(query));
  }

  private List<RecalledMemory> answer(RecallQuery query) {
    return switch (query) {
      case RecallQuery.InWords(_, _, String words, RecallFilter filter, int limit) -> {
        Set<String> asked = terms(words);
        yield of(query)
            .filter(in(filter))
            .map(memory -> recalled(memory, matches(memory, asked)))
            .filter(memory -> memory.score() > 0)
            .sorted(BEST_FIRST)
            .limit(limit)
            .toList();
      }
      case RecallQuery.Latest(_, _, RecallFilter filter, int limit, Page page) ->
          of(query)
              .filter(in(filter))
              .map(memory -> recalled(memory, 0))
              .filter(memory -> isBehind(memory, page))
              .sorted(order(page))
              .limit(limit)
              .toList();
      case RecallQuery.ById(_, _, var id) ->
          of(query)
              .filter(memory -> memory.getMemoryId().equals(id))
              .map(memory -> recalled(memory, 0))
              .toList();
    };
  }

  private Stream<MemoryRecord> of(RecallQuery query) {
    return memories.stream()
        .filter(memory -> memory.getTenant().equals(query.tenant()))
        .filter(memory -> memory.getSubject().equals(query.subject()))
        .filter(memory -> memory.getFamily().equals(RecallQuery.FAMILY));
  }

  private static Predicate<MemoryRecord> in(RecallFilter filter) {
    return memory ->
        (filter.type() == null || filter.type().equals(memory.getType()))
            && (filter.session() == null || filter.session().equals(memory.getSession()))
            && (filter.since() == null || !memory.getOccurredAt().isBefore(filter.since()))
            && (filter.until() == null || memory.getOccurredAt().isBefore(filter.until()))
            && (filter.tag() == null || memory.getTags().contains(filter.tag()))
            && (filter.project() == null || filter.project().equals(memory.getProject()))
            && (filter.status() == null
                ? !RecallFilter.DEPRECATED.equals(memory.getStatus())
                : filter.status().equals(memory.getStatus()));
  }

  private long matches(MemoryRecord memory, Set<String> asked) {
    List<String> fields = new ArrayList<>(memory.getTags());
    fields.add(memory.getText());
    fields.add(memory.getSpeaker() == null ? "" : memory.getSpeaker());
    Set<String> said = terms(String.join(" ", fields));
    return asked.stream().filter(said::contains).count();
  }

  private Set<String> terms(String text) {
    Set<String> terms = new HashSet<>();
    try (TokenStream tokens = analyzer.tokenStream("text", text)) {
      CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
      tokens.reset();
      while (tokens.incrementToken()) {
        terms.add(term.toString());
      }
      return terms;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RecalledMemory recalled(MemoryRecord memory, double score) {
    return new RecalledMemory(
        memory.getMemoryId(),
        memory.getText(),
        memory.getType(),
        memory.getSpeaker(),
        memory.getConversation(),
        memory.getSession(),
        memory.getOccurredAt(),
        memory.getCreatedAt(),
        memory.getTags(),
        memory.getMetadata(),
        memory.getRedactions(),
        memory.getProject(),
        memory.getStatus(),
        memory.getConfidence(),
        score,
        null);
  }

  private static Comparator<RecalledMemory> order(Page page) {
    Comparator<RecalledMemory> byTime = Comparator.comparing(RecalledMemory::occurredAt);
    return (page.order() == Page.Order.LATEST_FIRST ? byTime.reversed() : byTime)
        .thenComparing(memory -> memory.id().toString());
  }

  private static boolean isBehind(RecalledMemory memory, Page page) {
    Page.Place after = page.after();
    if (after == null) {
      return true;
    }
    int later = memory.occurredAt().compareTo(after.occurredAt());
    return later == 0
        ? memory.id().toString().compareTo(after.id().toString()) > 0
        : later > 0 == (page.order() == Page.Order.EARLIEST_FIRST);
  }
}
