package dev.mneme.reader.instances;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which instance has what.
 *
 * @param partitions how many the topic had when they were shared out
 * @param instances all of the group, by name
 * @param shares by partition
 */
public record Placement(int partitions, List<Instance> instances, Map<Integer, Share> shares) {

  /**
   * One partition.
   *
   * @param owner name of the instance that answers for it
   * @param standbys names of those that keep a copy, the best first
   * @param next the standby that is to be the owner as soon as its copy has caught up
   */
  public record Share(String owner, List<String> standbys, Optional<String> next) {

    public Share {
      standbys = List.copyOf(standbys);
    }
  }

  public static final Placement NONE = new Placement(0, List.of(), Map.of());

  public Placement {
    instances = instances.stream().sorted(Comparator.comparing(Instance::name)).toList();
    shares = Map.copyOf(new TreeMap<>(shares));
  }

  public Optional<Instance> named(String name) {
    return instances.stream().filter(instance -> instance.name().equals(name)).findFirst();
  }

  public Optional<Share> of(int partition) {
    return Optional.ofNullable(shares.get(partition));
  }

  /** What the instance answers for. */
  public Set<Integer> ownedBy(String name) {
    return shares.entrySet().stream()
        .filter(share -> share.getValue().owner().equals(name))
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** What the instance keeps a copy of, be it for itself or as a standby. */
  public Set<Integer> copiesOf(String name) {
    return shares.entrySet().stream()
        .filter(
            share ->
                share.getValue().owner().equals(name) || share.getValue().standbys().contains(name))
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** What the instance is to answer for once its copy has caught up. */
  public Set<Integer> promisedTo(String name) {
    return shares.entrySet().stream()
        .filter(share -> share.getValue().next().filter(name::equals).isPresent())
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }
}
