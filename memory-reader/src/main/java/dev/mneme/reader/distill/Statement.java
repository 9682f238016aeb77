package dev.mneme.reader.distill;

import dev.mneme.reader.anonymity.Claim;
import dev.mneme.reader.anonymity.Crowd;
import dev.mneme.reader.anonymity.Fingerprint;
import dev.mneme.reader.anonymity.Suppression;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What may be said, if nothing was said before.
 *
 * @param rows those that hide everybody behind them; the others are not there, as if empty
 * @param people how many stand behind each row, in their order
 * @param claim what saying them gives away
 */
public record Statement(List<Row> rows, List<Long> people, Claim claim) {

  public Statement {
    rows = List.copyOf(rows);
    people = List.copyOf(people);
  }

  static Statement of(DistillQuestion question, Partial whole) {
    List<Map.Entry<CellKey, Cell>> cells = List.copyOf(whole.cells().entrySet());
    List<Crowd> crowds = cells.stream().map(e -> e.getValue().crowd(question.aggregate())).toList();
    boolean[] shown = Suppression.shown(crowds, question.k());
    List<Row> rows = new ArrayList<>();
    List<Long> people = new ArrayList<>();
    List<Fingerprint> sets = new ArrayList<>();
    List<Fingerprint> tails = new ArrayList<>();
    Fingerprint all = Fingerprint.EMPTY;
    for (int i = 0; i < cells.size(); i++) {
      if (shown[i]) {
        CellKey key = cells.get(i).getKey();
        Cell cell = cells.get(i).getValue();
        rows.add(new Row(key.bucket(), key.value(), result(question.aggregate(), cell)));
        people.add(cell.people());
        sets.add(cell.fingerprint());
        all = all.plus(cell.fingerprint());
        if (question.aggregate().isExtreme()) {
          tails.add(cell.tail().fingerprint());
        }
      }
    }
    if (rows.size() > 1) {
      sets.addFirst(all); // whoever has the rows has their total
    }
    return new Statement(rows, people, new Claim(question.floor(), sets, tails));
  }

  /** Of its rows, those behind which fewer people stand: whatever let them be said. */
  int smallerThan(int floor) {
    return Math.toIntExact(people.stream().filter(number -> number < floor).count());
  }

  private static BigDecimal result(Aggregate aggregate, Cell cell) {
    return switch (aggregate) {
      case COUNT, DISTRIBUTION -> BigDecimal.valueOf(cell.memories());
      case SUM -> cell.sum();
      case AVERAGE -> cell.sum().divide(BigDecimal.valueOf(cell.memories()), MathContext.DECIMAL64);
      case MIN, MAX -> BigDecimal.valueOf(cell.tail().innermost());
    };
  }
}
