package dev.mneme.reader.shadow;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** A uniform sample of however many numbers come (Vitter's algorithm R). */
final class Reservoir {

  private final int room;
  private final IntUnaryOperator below;
  private final List<Long> kept = new ArrayList<>();
  private int seen;

  /**
   * @param below draws a number from 0 to one less than its argument
   */
  Reservoir(int room, IntUnaryOperator below) {
    this.room = room;
    this.below = below;
  }

  void add(long number) {
    seen++;
    if (kept.size() < room) {
      kept.add(number);
      return;
    }
    int place = below.applyAsInt(seen);
    if (place < room) {
      kept.set(place, number);
    }
  }

  List<Long> kept() {
    return List.copyOf(kept);
  }
}
