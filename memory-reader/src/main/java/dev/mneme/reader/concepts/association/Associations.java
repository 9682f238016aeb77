package dev.mneme.reader.concepts.association;

import dev.mneme.reader.concepts.Concept;
import dev.mneme.reader.concepts.ConceptPolicy;
import dev.mneme.reader.concepts.association.Association.Found;
import dev.mneme.reader.concepts.association.Association.Nothing;
import dev.mneme.reader.concepts.association.Association.Touched;
import dev.mneme.reader.concepts.shelf.Disturbance;
import dev.mneme.reader.concepts.shelf.Shelves;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the concepts beside the episodes. Two threads and a short queue of its own; a recall waits
 * for what is left of the budget and no longer, and after some misses in a row not at all for a
 * while.
 */
public final class Associations implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Associations.class);
  private static final int THREADS = 2;
  private static final int WAITING = 32;

  private final Shelves shelves;
  private final ToIntFunction<String> partitionOfSubject;
  private final Predicate<String> blends;
  private final ConceptPolicy concepts;
  private final AssociationPolicy policy;
  private final Disturbance disturbance;
  private final InstantSource clock;
  private final AtomicInteger misses = new AtomicInteger();
  private final Map<String, LongAdder> answered = new TreeMap<>();
  private volatile long restsUntil = System.nanoTime();
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          1,
          TimeUnit.MINUTES,
          new ArrayBlockingQueue<>(WAITING),
          task -> Thread.ofPlatform().name("associate").daemon().unstarted(task));

  /** A question's vector, once it is there. */
  @FunctionalInterface
  public interface Vector {
    Optional<float[]> await(long deadlineNanos) throws InterruptedException;
  }

  /**
   * @param blends whether the recalls of a subject, as a pseudonym, are blended now
   */
  public Associations(
      Shelves shelves,
      ToIntFunction<String> partitionOfSubject,
      Predicate<String> blends,
      ConceptPolicy concepts,
      AssociationPolicy policy,
      Disturbance disturbance,
      InstantSource clock) {
    this.shelves = shelves;
    this.partitionOfSubject = partitionOfSubject;
    this.blends = blends;
    this.concepts = concepts;
    this.policy = policy;
    this.disturbance = disturbance;
    this.clock = clock;
    for (String each : OUTCOMES) {
      answered.put(each, new LongAdder());
    }
  }

  /** How asking the concepts can end. */
  public static final List<String> OUTCOMES =
      List.of("used", "none", "late", "failed", "corrupt", "resting", "unknown");

  /** A question on its way. */
  public final class Asked {

    private final CompletableFuture<Association> answer;
    private final long deadline;

    private Asked(CompletableFuture<Association> answer, long deadline) {
      this.answer = answer;
      this.deadline = deadline;
    }

    /** Waits for what is left of the budget. */
    public Association await() {
      Association association = got();
      String outcome = association instanceof Nothing(String why) ? why : "used";
      adder(outcome).increment();
      switch (outcome) {
        case "late", "failed" -> missed();
        case "used" -> misses.set(0);
        default -> {
          // says nothing about the path
        }
      }
      return association;
    }

    private Association got() {
      try {
        return answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        return new Nothing("late");
      } catch (ExecutionException e) {
        log.debug("concepts could not be asked", e);
        return new Nothing("failed");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return new Nothing("late");
      }
    }
  }

  private LongAdder adder(String outcome) {
    LongAdder adder = answered.get(outcome);
    if (adder == null) {
      throw new IllegalStateException("asking concepts does not end as " + outcome);
    }
    return adder;
  }

  /** How many times asking ended so, since the start. */
  public long count(String outcome) {
    return adder(outcome).sum();
  }

  private void missed() {
    if (misses.incrementAndGet() >= policy.misses()) {
      misses.set(0);
      restsUntil = System.nanoTime() + policy.rest().toNanos();
      log.warn("concepts are not asked for a while rest={}", policy.rest());
    }
  }

  /** Begins to ask; empty when the subject's recalls are not blended. */
  public Optional<Asked> ask(String tenant, String subject, Vector vector) {
    if (!blends.test(subject)) {
      return Optional.empty();
    }
    long start = System.nanoTime();
    long deadline = start + policy.budget().toNanos();
    int partition = partitionOfSubject.applyAsInt(subject);
    String owner = tenant + "/" + subject;
    if (start - restsUntil < 0) {
      return settled("resting", deadline);
    }
    Optional<Shelves.Seen> seen = shelves.see(partition, owner);
    if (seen.isEmpty()) {
      return settled("unknown", deadline);
    }
    if (seen.get().corrupt()) {
      return settled("corrupt", deadline);
    }
    List<Concept> known = seen.get().concepts();
    if (known.isEmpty()) {
      return settled("none", deadline);
    }
    CompletableFuture<Association> answer = new CompletableFuture<>();
    try {
      threads.execute(
          () -> {
            try {
              disturbance.inRecall();
              answer.complete(associate(partition, owner, known, vector, start, deadline));
            } catch (InterruptedException | RuntimeException | Error e) {
              answer.completeExceptionally(e);
            }
          });
    } catch (RejectedExecutionException e) {
      answer.completeExceptionally(e);
    }
    return Optional.of(new Asked(answer, deadline));
  }

  private Optional<Asked> settled(String why, long deadline) {
    return Optional.of(new Asked(CompletableFuture.completedFuture(new Nothing(why)), deadline));
  }

  private Association associate(
      int partition, String owner, List<Concept> known, Vector vector, long start, long deadline)
      throws InterruptedException {
    Optional<float[]> question = vector.await(deadline);
    if (question.isEmpty()) {
      return new Nothing("none");
    }
    Instant now = clock.instant();
    List<Touched> touched = new ArrayList<>();
    for (Concept concept : known) {
      double similarity = concept.similarity(question.get());
      if (similarity >= policy.least()) {
        touched.add(new Touched(concept, List.of(), similarity));
      }
    }
    List<Touched> best =
        touched.stream()
            .sorted(
                Comparator.comparingDouble(
                        (Touched each) -> -each.similarity() * each.concept().coherence())
                    .thenComparing(each -> each.concept().id()))
            .limit(policy.most())
            .map(
                each ->
                    new Touched(
                        each.concept(), each.concept().alive(now, concepts), each.similarity()))
            .filter(each -> !each.bindings().isEmpty())
            .toList();
    if (best.isEmpty()) {
      return new Nothing("none");
    }
    shelves.used(partition, owner, List.of(best.getFirst().concept().id()));
    return new Found(best, Duration.ofNanos(System.nanoTime() - start));
  }

  /** How long the path may take. */
  public Duration budget() {
    return policy.budget();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
