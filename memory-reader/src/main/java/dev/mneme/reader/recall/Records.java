package dev.mneme.reader.recall;

import dev.mneme.events.MemoryRecord;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Whole records as the new layer has them now, for what is more than recall. Safe for use by many
 * threads at once.
 */
public interface Records {

  /**
   * Which records.
   *
   * @param subject null for those of every subject of the tenant
   * @param families as records name them
   * @param filter without a status, any will do
   */
  record Selection(
      String tenant, @Nullable String subject, Set<String> families, RecallFilter filter) {

    public Selection {
      families = Set.copyOf(families);
    }
  }

  /**
   * How many they are now.
   *
   * @throws LayerFailure when they cannot be counted
   */
  int count(int partition, Selection selection) throws LayerFailure;

  /**
   * Hands out the records of a partition one by one, in no order that means anything, until one is
   * answered with false.
   *
   * @param within when it gives up
   * @throws LayerFailure when they cannot be read to the end
   */
  void each(int partition, Selection selection, Duration within, Predicate<MemoryRecord> visitor)
      throws LayerFailure;

  /**
   * Those of these memories that the selection still has, in the order of the ids.
   *
   * @throws LayerFailure when they cannot be read
   */
  List<MemoryRecord> of(int partition, Selection selection, List<UUID> ids) throws LayerFailure;
}
