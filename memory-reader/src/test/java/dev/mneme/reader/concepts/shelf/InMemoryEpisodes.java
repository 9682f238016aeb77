package dev.mneme.reader.concepts.shelf;

import dev.mneme.reader.concepts.Episode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** One partition's episodes, visible up to where it is said. */
public final class InMemoryEpisodes implements EpisodeSource {

  private final Map<String, Map<UUID, Episode>> owners = new ConcurrentHashMap<>();
  private volatile long visible = 1;
  private final AtomicLong read = new AtomicLong();

  public void put(String owner, Episode episode) {
    owners.computeIfAbsent(owner, _ -> new ConcurrentSkipListMap<>()).put(episode.id(), episode);
  }

  public void remove(String owner, UUID episode) {
    owners.getOrDefault(owner, new TreeMap<>()).remove(episode);
  }

  public void showsBelow(long offset) {
    visible = offset;
  }

  /** How many episodes were handed out. */
  public long read() {
    return read.get();
  }

  @Override
  public Set<Integer> partitions() {
    return Set.of(0);
  }

  @Override
  public OptionalLong visible(int partition) {
    return OptionalLong.of(visible);
  }

  @Override
  public Set<String> owners(int partition) {
    return Set.copyOf(owners.keySet());
  }

  @Override
  public List<Episode> all(int partition, String owner) {
    List<Episode> all = List.copyOf(owners.getOrDefault(owner, Map.of()).values());
    read.addAndGet(all.size());
    return all;
  }

  @Override
  public List<Episode> of(int partition, String owner, Collection<UUID> ids) {
    Map<UUID, Episode> known = owners.getOrDefault(owner, Map.of());
    List<Episode> of = ids.stream().map(known::get).filter(Objects::nonNull).toList();
    read.addAndGet(of.size());
    return of;
  }
}
