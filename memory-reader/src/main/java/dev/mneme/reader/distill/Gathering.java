package dev.mneme.reader.distill;

import dev.mneme.events.MemoryRecord;
import dev.mneme.reader.anonymity.Digest;
import dev.mneme.reader.anonymity.Fingerprint;
import dev.mneme.reader.anonymity.Shares;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes a part of an answer out of memories that come one by one, in any order. */
public final class Gathering {

  private final DistillQuestion question;
  private final Map<CellKey, Map<Long, OfPerson>> cells = new HashMap<>();
  private boolean tooWide;

  public Gathering(DistillQuestion question) {
    this.question = question;
  }

  /** What one person contributes to one cell. */
  private static final class OfPerson {
    private long memories;
    private long digest;
    private BigDecimal sum = BigDecimal.ZERO;
    private double furthest = Double.NaN;
  }

  /**
   * @return whether more may come; no more when memories are told apart by too many values
   */
  public boolean add(MemoryRecord memory) {
    Instant bucket =
        question.bucket() == null ? null : question.bucket().startOf(memory.getOccurredAt());
    Field field = question.field();
    if (field == null) {
      add(new CellKey(bucket, null), memory, OptionalDouble.empty());
    } else if (question.aggregate() == Aggregate.DISTRIBUTION) {
      for (String value : values(field, memory)) {
        add(new CellKey(bucket, value), memory, OptionalDouble.empty());
      }
    } else if (question.aggregate() == Aggregate.COUNT) {
      if (!field.values(memory).isEmpty()) {
        add(new CellKey(bucket, null), memory, OptionalDouble.empty());
      }
    } else {
      OptionalDouble number = field.number(memory);
      if (number.isPresent()) {
        add(new CellKey(bucket, null), memory, number);
      }
    }
    return !tooWide;
  }

  private Iterable<String> values(Field field, MemoryRecord memory) {
    if (question.width() == 0) {
      return field.values(memory);
    }
    OptionalDouble number = field.number(memory);
    return number.isPresent() ? List.of(step(number.getAsDouble())) : List.of();
  }

  /** The lower bound of the step: exact in decimals, so that 0.3 is not in the step of 0.2. */
  private String step(double number) {
    BigDecimal width = BigDecimal.valueOf(question.width());
    BigDecimal value = BigDecimal.valueOf(number);
    BigDecimal steps = value.divideToIntegralValue(width);
    BigDecimal lower = steps.multiply(width);
    if (lower.compareTo(value) > 0) {
      lower = lower.subtract(width);
    }
    return lower.signum() == 0 ? "0" : lower.stripTrailingZeros().toPlainString();
  }

  private void add(CellKey key, MemoryRecord memory, OptionalDouble number) {
    Map<Long, OfPerson> people = cells.get(key);
    if (people == null) {
      if (cells.size() == Partial.MOST_CELLS) {
        tooWide = true;
        return;
      }
      people = new HashMap<>();
      cells.put(key, people);
    }
    OfPerson of = people.computeIfAbsent(Digest.of(memory.getSubject()), _ -> new OfPerson());
    of.memories++;
    of.digest += Digest.of(memory.getMemoryId(), memory.getRevision());
    if (number.isPresent()) {
      double value = number.getAsDouble();
      of.sum = of.sum.add(BigDecimal.valueOf(value));
      boolean further =
          Double.isNaN(of.furthest)
              || (question.aggregate() == Aggregate.MIN
                  ? value < of.furthest
                  : value > of.furthest);
      of.furthest = further ? value : of.furthest;
    }
  }

  /**
   * @throws DistillRefused when there were too many values
   */
  public Partial build() throws DistillRefused {
    if (tooWide) {
      throw DistillRefused.tooManyCells();
    }
    SortedMap<CellKey, Cell> built = new TreeMap<>();
    cells.forEach((key, people) -> built.put(key, cell(people)));
    return new Partial(built);
  }

  private Cell cell(Map<Long, OfPerson> people) {
    long memories = 0;
    BigDecimal sum = BigDecimal.ZERO;
    Shares shares = Shares.NONE;
    Fingerprint.Builder fingerprint = new Fingerprint.Builder();
    for (Map.Entry<Long, OfPerson> entry : people.entrySet()) {
      OfPerson of = entry.getValue();
      memories += of.memories;
      fingerprint.add(entry.getKey(), of.digest);
      if (question.aggregate().addsUp()) {
        sum = sum.add(of.sum);
        shares = shares.and(of.sum);
      }
    }
    return new Cell(memories, people.size(), sum, shares, tail(people), fingerprint.build());
  }

  private Tail tail(Map<Long, OfPerson> people) {
    if (!question.aggregate().isExtreme()) {
      return Tail.NONE;
    }
    List<Tail.Entry> entries = new ArrayList<>(people.size());
    people.forEach((subject, of) -> entries.add(new Tail.Entry(of.furthest, subject)));
    return new Tail(entries).and(Tail.NONE, question.aggregate() == Aggregate.MIN, question.k());
  }
}
