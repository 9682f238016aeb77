package dev.mneme.reader.concepts;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Episodes about subjects of talk that are far apart, each a little different from the others. */
public final class Talk {

  private static final int DIMENSION = 48;

  private Talk() {}

  /** An episode about the how manieth topic. */
  public static Episode episode(int number, int topic, double noise) {
    Random random = new Random(number);
    float[] vector = new float[DIMENSION];
    vector[topic] = 1;
    double square = 0;
    float[] other = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      other[i] = (float) random.nextGaussian();
      square += other[i] * other[i];
    }
    double sum = 0;
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] += (float) (noise * other[i] / Math.sqrt(square));
      sum += vector[i] * vector[i];
    }
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] /= (float) Math.sqrt(sum);
    }
    return new Episode(
        new UUID(7, number),
        number,
        number * 31L,
        vector,
        List.of("topic" + topic, "word" + number, "said"));
  }

  public static List<Episode> episodes(int count, int topics, long seed) {
    Random random = new Random(seed);
    List<Episode> episodes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      episodes.add(episode(i, random.nextInt(topics), 0.5 + random.nextDouble()));
    }
    return episodes;
  }
}
