package dev.mneme.reader.concepts;

/** Sums of vectors, and how long they are. */
final class Vectors {

  private Vectors() {}

  static double dot(float[] a, float[] b) {
    float dot = 0;
    for (int i = 0; i < a.length; i++) {
      dot += a[i] * b[i];
    }
    return dot;
  }

  static double length(float[] a) {
    return Math.sqrt(dot(a, a));
  }

  static void add(float[] sum, float[] vector) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += vector[i];
    }
  }
}
