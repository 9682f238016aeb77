package dev.mneme.reader.distill.peers;

import dev.mneme.reader.distill.DistillQuestion;
import dev.mneme.reader.distill.DistillRefused;
import dev.mneme.reader.distill.Partial;
import dev.mneme.reader.distill.Parts;
import dev.mneme.reader.instances.Copies;
import dev.mneme.reader.instances.Instance;
import dev.mneme.reader.instances.Instances;
import dev.mneme.reader.instances.Way;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Reads the partitions that are here, and asks other instances for the rest: the owner of each, and
 * those that keep a copy when it does not say.
 */
public final class SharedParts implements Parts {

  private final Parts here;
  private final Instances instances;
  private final Copies copies;
  private final Supplier<PartsOfPeer> peers;

  /**
   * @param peers for the request that is under way on this thread
   */
  public SharedParts(Parts here, Instances instances, Copies copies, Supplier<PartsOfPeer> peers) {
    this.here = here;
    this.instances = instances;
    this.copies = copies;
    this.peers = peers;
  }

  /** What one instance was asked for. */
  private record Asked(Set<Integer> partitions, CompletableFuture<Partial> part) {}

  @Override
  public Partial of(DistillQuestion question, Set<Integer> partitions, Duration within)
      throws DistillRefused {
    Set<Integer> ours = new HashSet<>(partitions);
    Map<Integer, Deque<Instance>> elsewhere = elsewhere(partitions);
    ours.removeAll(elsewhere.keySet());
    if (elsewhere.isEmpty()) {
      return here.of(question, ours, within);
    }
    long deadline = System.nanoTime() + within.toNanos();
    PartsOfPeer asking = peers.get();
    List<Asked> round = ask(asking, question, elsewhere, deadline);
    Partial whole = ours.isEmpty() ? Partial.EMPTY : here.of(question, ours, within);
    while (!round.isEmpty()) {
      for (Asked asked : round) {
        try {
          whole = whole.and(arrived(asked.part(), deadline), question);
          elsewhere.keySet().removeAll(asked.partitions());
        } catch (DistillRefused why) {
          if (why.kind() != DistillRefused.Kind.UNAVAILABLE
              || asked.partitions().stream().anyMatch(p -> elsewhere.get(p).isEmpty())) {
            throw why;
          }
        }
      }
      round = ask(asking, question, elsewhere, deadline);
    }
    return whole;
  }

  /** Whom to ask for what is not here, in order. */
  private Map<Integer, Deque<Instance>> elsewhere(Set<Integer> partitions) {
    Set<Integer> warm = copies.warm();
    Map<Integer, Deque<Instance>> elsewhere = new TreeMap<>();
    for (int partition : partitions) {
      List<Instance> way =
          warm.contains(partition) ? List.of() : Way.of(partition, instances, copies);
      if (!way.isEmpty()) {
        elsewhere.put(partition, new ArrayDeque<>(way));
      }
    }
    return elsewhere;
  }

  /** The next of each, all at once; whoever is not the last has half of the time. */
  private static List<Asked> ask(
      PartsOfPeer asking,
      DistillQuestion question,
      Map<Integer, Deque<Instance>> elsewhere,
      long deadline) {
    Map<Instance, Set<Integer>> next = new LinkedHashMap<>();
    boolean last = true;
    for (Map.Entry<Integer, Deque<Instance>> each : elsewhere.entrySet()) {
      next.computeIfAbsent(each.getValue().removeFirst(), _ -> new HashSet<>()).add(each.getKey());
      last &= each.getValue().isEmpty();
    }
    Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
    Duration within = last ? left : left.dividedBy(2);
    List<Asked> round = new ArrayList<>();
    next.forEach(
        (instance, partitions) ->
            round.add(new Asked(partitions, ask(asking, instance, question, partitions, within))));
    return round;
  }

  private static CompletableFuture<Partial> ask(
      PartsOfPeer asking,
      Instance instance,
      DistillQuestion question,
      Set<Integer> partitions,
      Duration within) {
    CompletableFuture<Partial> part = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("distill-part")
        .start(
            () -> {
              try {
                part.complete(asking.ask(instance, question, Set.copyOf(partitions), within));
              } catch (DistillRefused | RuntimeException e) {
                part.completeExceptionally(e);
              }
            });
    return part;
  }

  private static Partial arrived(CompletableFuture<Partial> part, long deadline)
      throws DistillRefused {
    try {
      return part.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof DistillRefused why) {
        throw why;
      }
      throw new IllegalStateException("asking another instance broke", e.getCause());
    } catch (TimeoutException e) {
      throw new DistillRefused(
          DistillRefused.Kind.TOO_LATE,
          "the memories could not be read in time: narrow the question",
          Duration.ofSeconds(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw DistillRefused.unavailable("the question was interrupted");
    }
  }
}
