package dev.mneme.writer.forgotten;

import java.time.Duration;
import java.util.List;

/** The readers there are, as far as they have been heard of. */
public interface Readers {

  /**
   * Those that may still show what stands below the offset, among all that had spoken when this was
   * called.
   *
   * @throws NotKnownException when that cannot be found out in time
   */
  List<String> behind(int partition, long offset, Duration within) throws NotKnownException;
}
