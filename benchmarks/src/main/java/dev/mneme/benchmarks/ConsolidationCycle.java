package dev.mneme.benchmarks;

import dev.mneme.reader.concepts.ConceptPolicy;
import dev.mneme.reader.concepts.Consolidation;
import dev.mneme.reader.concepts.Episode;
import dev.mneme.reader.concepts.Knowledge;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/**
 * What a cycle of consolidation costs (CPU time of this thread) that takes a hundred new episodes
 * of one subject in, by how many the subject had before: it should follow what is new, not what is
 * stored.
 */
public final class ConsolidationCycle {

  private static final int DIMENSION = 384;
  private static final int TOPICS = 300;
  private static final int NEW = 100;
  private static final int ROUNDS = 15;
  private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
  private static final int[] STORED = {1_000, 10_000, 100_000};

  private final Random random = new Random(1);
  private final List<float[]> topics = new ArrayList<>();
  private int said;

  private ConsolidationCycle() {
    for (int i = 0; i < TOPICS; i++) {
      topics.add(direction());
    }
  }

  public static void main(String[] arguments) {
    ConsolidationCycle benchmark = new ConsolidationCycle();
    System.out.println("  stored   concepts  candidates  cycle of 100 new, ms   all at once, ms");
    for (int stored : STORED) {
      benchmark.run(stored);
    }
  }

  private void run(int stored) {
    List<Episode> episodes = episodes(stored);
    long begun = cpu();
    Knowledge known = cycle(Knowledge.NONE, episodes);
    double whole = (cpu() - begun) / 1e6;
    double best = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      List<Episode> fresh = episodes(NEW);
      long before = cpu();
      Knowledge after = cycle(known, fresh);
      best = Math.min(best, (cpu() - before) / 1e6);
      if (after.seen() != known.seen() + NEW) {
        throw new IllegalStateException("a new episode was not taken in");
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%8d %10d %11d %22.2f %17.0f%n",
        stored,
        known.concepts().size(),
        known.candidates().size(),
        best,
        whole);
  }

  private static Knowledge cycle(Knowledge before, List<Episode> fresh) {
    return Consolidation.cycle(
            "acme/ada", "model", before, fresh, Set.of(), ConceptPolicy.DEFAULT, AT)
        .after();
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private List<Episode> episodes(int count) {
    List<Episode> episodes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int topic = random.nextInt(TOPICS);
      float[] vector = topics.get(topic).clone();
      float[] noise = direction();
      double share = 0.4 + random.nextDouble();
      for (int d = 0; d < DIMENSION; d++) {
        vector[d] += (float) (share * noise[d]);
      }
      said++;
      episodes.add(
          new Episode(
              new UUID(0, said),
              said,
              said,
              unit(vector),
              List.of("topic" + topic, "word" + random.nextInt(1_000))));
    }
    return episodes;
  }

  private float[] direction() {
    float[] vector = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return unit(vector);
  }

  private static float[] unit(float[] vector) {
    double square = 0;
    for (float component : vector) {
      square += component * component;
    }
    for (int i = 0; i < vector.length; i++) {
      vector[i] /= (float) Math.sqrt(square);
    }
    return vector;
  }
}
