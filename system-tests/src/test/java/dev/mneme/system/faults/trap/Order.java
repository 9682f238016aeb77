package dev.mneme.system.faults.trap;

import java.util.Optional;

/**
 * One stop that is wanted.
 *
 * @param passes at which passing of the point, counted from when the order is seen
 * @param signal what the process sends itself
 * @param delayMicros how long after, while the thread goes on; 0 for at once
 */
public record Order(StopPoint point, int passes, Signal signal, int delayMicros) {

  /** What stops a process. */
  public enum Signal {
    /** As a crash. */
    KILL,
    /** It stays and does nothing, as in a long pause. */
    STOP
  }

  /** As one line of the file that the agent watches. */
  public String line() {
    return "%s %d %s %d".formatted(point, passes, signal, delayMicros);
  }

  static Optional<Order> parse(String line) {
    String[] words = line.strip().split(" ");
    return words.length != 4
        ? Optional.empty()
        : Optional.of(
            new Order(
                StopPoint.valueOf(words[0]),
                Integer.parseInt(words[1]),
                Signal.valueOf(words[2]),
                Integer.parseInt(words[3])));
  }
}
