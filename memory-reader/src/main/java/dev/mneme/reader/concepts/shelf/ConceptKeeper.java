package dev.mneme.reader.concepts.shelf;

import dev.mneme.reader.concepts.Concept;
import dev.mneme.reader.concepts.ConceptPolicy;
import dev.mneme.reader.concepts.Consolidation;
import dev.mneme.reader.concepts.Consolidation.Outcome;
import dev.mneme.reader.concepts.Episode;
import dev.mneme.reader.concepts.shelf.Due.Wanted;
import dev.mneme.reader.concepts.shelf.Shelf.Before;
import dev.mneme.reader.concepts.shelf.Shelf.Repair;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes new episodes in every few minutes, and makes concepts anew that an episode has left, at
 * once. One thread does all of it, so what it writes has one order.
 *
 * <p>What a recall sees is always ahead of the topic: an episode leaves the shelf before its index,
 * and the topic before anybody is told that it is forgotten.
 *
 * @see <a
 *     href="../../../../../../../../../docs/decisions/0041-a-forget-waits-for-concepts.md">0041</a>
 */
public final class ConceptKeeper implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ConceptKeeper.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);
  private static final Duration CLOSE = Duration.ofSeconds(5);
  private static final int TRIES = 5;

  private final Shelves shelves;
  private final EpisodeSource episodes;
  private final ConceptLog concepts;
  private final IntPredicate complete;
  private final Predicate<String> formsConcepts;
  private final String model;
  private final ConceptPolicy policy;
  private final KeepingPolicy keeping;
  private final Disturbance disturbance;
  private final InstantSource clock;
  private final Consolidations consolidations;
  private final Thread thread =
      Thread.ofPlatform().name("keep-concepts").daemon().unstarted(this::run);
  private String lastLookedAt = "";
  private Instant nextCycle;
  private Instant nextRepairs = Instant.MIN;
  private volatile boolean closing;

  /**
   * @param complete whether the concepts of a partition were read to the end of their topic
   * @param formsConcepts whether a subject, as a pseudonym, has concepts now
   */
  public ConceptKeeper(
      Shelves shelves,
      EpisodeSource episodes,
      ConceptLog concepts,
      IntPredicate complete,
      Predicate<String> formsConcepts,
      String model,
      ConceptPolicy policy,
      KeepingPolicy keeping,
      Disturbance disturbance,
      InstantSource clock) {
    this.shelves = shelves;
    this.episodes = episodes;
    this.concepts = concepts;
    this.complete = complete;
    this.formsConcepts = formsConcepts;
    this.model = model;
    this.policy = policy;
    this.keeping = keeping;
    this.disturbance = disturbance;
    this.clock = clock;
    this.consolidations = new Consolidations(clock);
    this.nextCycle = clock.instant().plus(keeping.every());
  }

  public void start() {
    thread.setPriority(Thread.MIN_PRIORITY);
    thread.start();
  }

  /** How consolidation goes, in figures. */
  public Consolidations consolidations() {
    return consolidations;
  }

  private void run() {
    try {
      while (!closing) {
        try {
          look();
        } catch (IOException | RuntimeException e) {
          log.warn("concepts could not be seen to, trying again", e);
          Thread.sleep(keeping.retry());
        }
        Thread.sleep(BETWEEN_LOOKS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void look() throws IOException, InterruptedException {
    for (Map.Entry<Integer, Shelf> each : shelves.all().entrySet()) {
      see(each.getKey(), each.getValue());
    }
    if (!clock.instant().isBefore(nextCycle)) {
      boolean whole = cycle();
      nextCycle = clock.instant().plus(whole ? keeping.every() : keeping.retry());
    }
  }

  /** Everything new is taken in now; whether nothing is left over. */
  public synchronized boolean cycle() throws IOException, InterruptedException {
    boolean whole = true;
    for (Map.Entry<Integer, Shelf> each : shelves.all().entrySet()) {
      int partition = each.getKey();
      see(partition, each.getValue());
      if (!each.getValue().isReady() || !episodes.partitions().contains(partition)) {
        whole = false;
        continue;
      }
      if (shelves.due().everybody(partition)) {
        shelves.due().named(partition, episodes.owners(partition));
      }
      for (String owner : shelves.due().owners(partition)) {
        whole &= closing || consolidated(partition, owner, each.getValue());
      }
      for (String owner : others(each.getValue())) {
        consolidate(partition, owner, new Wanted(false, Set.of()), each.getValue());
      }
    }
    if (whole) {
      consolidations.whole();
    }
    return whole;
  }

  /**
   * Takes in what is new of one subject now.
   *
   * @return its concepts then; empty when they are not made here
   */
  public synchronized Optional<List<Concept>> consolidate(int partition, String owner)
      throws IOException, InterruptedException {
    Shelf shelf = shelves.all().get(partition);
    if (shelf == null) {
      return Optional.empty();
    }
    see(partition, shelf);
    if (!shelf.isReady()) {
      return Optional.empty();
    }
    shelves.due().all(partition, owner);
    return consolidated(partition, owner, shelf)
        ? Optional.of(shelf.see(owner).concepts())
        : Optional.empty();
  }

  /** Those after the ones that were looked at last, in the order of their names. */
  private List<String> others(Shelf shelf) {
    List<String> owners = shelf.owners();
    List<String> after =
        owners.stream()
            .filter(each -> each.compareTo(lastLookedAt) > 0)
            .limit(keeping.others())
            .toList();
    lastLookedAt = after.size() < keeping.others() ? "" : after.getLast();
    return after;
  }

  private boolean consolidated(int partition, String owner, Shelf shelf)
      throws InterruptedException {
    Optional<Wanted> wanted = shelves.due().take(partition, owner);
    if (wanted.isEmpty() || !formsConcepts.test(subject(owner))) {
      return true;
    }
    boolean done = false;
    try {
      disturbance.inConsolidation();
      done = consolidate(partition, owner, wanted.get(), shelf);
    } catch (IOException | RuntimeException e) {
      log.warn("a subject could not be consolidated cause={}", e.getClass().getSimpleName(), e);
    }
    if (!done) {
      consolidations.failed();
      shelves.due().back(partition, owner, wanted.get());
    }
    return done;
  }

  private static String subject(String owner) {
    return owner.substring(owner.indexOf('/') + 1);
  }

  private boolean consolidate(int partition, String owner, Wanted wanted, Shelf shelf)
      throws IOException, InterruptedException {
    for (int i = 0; i < TRIES; i++) {
      Before before = shelf.before(owner);
      Set<UUID> notNew = shelf.notNew(owner);
      List<Episode> fresh =
          (wanted.everything()
                  ? episodes.all(partition, owner)
                  : episodes.of(partition, owner, wanted.episodes()))
              .stream().filter(each -> !notNew.contains(each.id())).toList();
      Instant at = clock.instant();
      Outcome outcome =
          Consolidation.cycle(owner, model, before.knowledge(), fresh, before.used(), policy, at);
      if (shelf.install(owner, before, outcome.after())) {
        outcome.withered().forEach(each -> shelf.repairLater(owner, each));
        if (!write(owner, outcome)) {
          // The shelf is ahead of the topic: everything of the subject is written the next time.
          outcome.changed().forEach(each -> shelf.repairLater(owner, each));
          return false;
        }
        consolidations.done(fresh.size(), outcome.formed());
        return true;
      }
    }
    return false;
  }

  private boolean write(String owner, Outcome outcome) throws InterruptedException {
    return (outcome.changed().isEmpty() && outcome.died().isEmpty())
        || concepts.write(owner, outcome.changed(), outcome.died());
  }

  /** Makes a partition usable, and concepts anew that an episode has left. */
  private void see(int partition, Shelf shelf) throws IOException, InterruptedException {
    OptionalLong visible = episodes.visible(partition);
    if (visible.isEmpty()) {
      return;
    }
    if (!shelf.isReady()) {
      if (!complete.test(partition) || !episodes.partitions().contains(partition)) {
        return;
      }
      // First every change is heard, then what is there is looked at: none falls in between.
      shelf.ready();
      verify(partition, shelf);
      log.info("concepts known partition={} concepts={}", partition, shelf.concepts().size());
    }
    shelf.seen(visible.getAsLong());
    for (Map.Entry<String, Set<UUID>> lost : shelf.lost().entrySet()) {
      if (concepts.write(lost.getKey(), List.of(), lost.getValue())) {
        lost.getValue().forEach(each -> shelf.toldGone(lost.getKey(), each));
        shelves.due().all(partition, lost.getKey());
      }
    }
    boolean all = !clock.instant().isBefore(nextRepairs);
    for (Repair repair : shelf.due(visible.getAsLong())) {
      if (repair.isUrgent()) {
        repair(partition, shelf, repair, visible.getAsLong());
      } else if (all) {
        repair(partition, shelf, repair, visible.getAsLong());
        // What does not come back whole is not written over and over.
        nextRepairs = clock.instant().plus(keeping.retry());
      }
    }
  }

  /** Has concepts made anew that hold what was forgotten or changed while nobody was here. */
  private void verify(int partition, Shelf shelf) throws IOException {
    for (String owner : shelf.owners()) {
      List<Concept> known = shelf.see(owner).concepts();
      Set<UUID> bound = new TreeSet<>();
      known.forEach(each -> each.bindings().forEach(binding -> bound.add(binding.episode())));
      Set<String> there = new HashSet<>();
      episodes
          .of(partition, owner, bound)
          .forEach(each -> there.add(mark(each.id(), each.fingerprint())));
      for (Concept concept : known) {
        if (!concept.bindings().stream()
            .allMatch(each -> there.contains(mark(each.episode(), each.fingerprint())))) {
          shelf.withdraw(owner, concept);
        }
      }
    }
  }

  private static String mark(UUID episode, long fingerprint) {
    return episode + ":" + fingerprint;
  }

  private void repair(int partition, Shelf shelf, Repair repair, long visible)
      throws IOException, InterruptedException {
    String owner = repair.owner();
    Concept concept = repair.concept();
    Set<UUID> bound = new TreeSet<>();
    concept.bindings().forEach(binding -> bound.add(binding.episode()));
    Set<UUID> leaving = shelf.leaving(owner);
    List<Episode> remaining =
        concept.model().equals(model)
            ? episodes.of(partition, owner, bound).stream()
                .filter(each -> !leaving.contains(each.id()))
                .toList()
            : List.of();
    Optional<Concept> rebuilt =
        Consolidation.rebuilt(
            concept,
            remaining,
            shelf.see(owner).concepts().stream()
                .filter(each -> !each.id().equals(concept.id()))
                .map(Concept::terms)
                .toList(),
            policy,
            clock.instant());
    boolean written =
        rebuilt.isPresent()
            ? concepts.write(owner, List.of(rebuilt.get()), List.of())
            : concepts.write(owner, List.of(), List.of(concept.id()));
    if (written) {
      if (rebuilt.isPresent()) {
        shelf.back(repair, rebuilt.get(), visible);
      } else {
        shelf.toldGone(owner, concept.id());
        // Its episodes are nobody's now, and may find another.
        shelves.due().all(partition, owner);
      }
      shelf.repaired(repair, visible);
      consolidations.repaired();
    }
  }

  @Override
  public void close() {
    closing = true;
    if (!thread.isAlive()) {
      return;
    }
    thread.interrupt();
    try {
      thread.join(CLOSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
