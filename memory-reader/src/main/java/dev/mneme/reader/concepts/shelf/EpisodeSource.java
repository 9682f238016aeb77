package dev.mneme.reader.concepts.shelf;

import dev.mneme.reader.concepts.Episode;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/** The memories of this instance as episodes: personal ones that have a vector of their text. */
public interface EpisodeSource {

  /** The partitions of which memories and vectors are here, read to their ends. */
  Set<Integer> partitions();

  /** Below which offset of the records everything is seen here; empty when they are not here. */
  OptionalLong visible(int partition);

  /** Tenant and subject of everybody of whom there are vectors, as {@code tenant/subject}. */
  Set<String> owners(int partition) throws IOException;

  /** All episodes of one subject. */
  List<Episode> all(int partition, String owner) throws IOException;

  /** Those of these memories that are episodes, at the cost of the ids asked for. */
  List<Episode> of(int partition, String owner, Collection<UUID> ids) throws IOException;
}
