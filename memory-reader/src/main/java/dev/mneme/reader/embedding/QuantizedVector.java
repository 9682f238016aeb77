package dev.mneme.reader.embedding;

/**
 * A vector of length one with a byte for each component: a quarter of the room, and for this model
 * the same order of neighbours.
 *
 * @param scale what a component is multiplied with to be read
 */
public record QuantizedVector(byte[] components, float scale) {

  public static QuantizedVector of(float[] vector) {
    float largest = 0;
    for (float component : vector) {
      largest = Math.max(largest, Math.abs(component));
    }
    float scale = largest == 0 ? 1 : largest / Byte.MAX_VALUE;
    byte[] components = new byte[vector.length];
    for (int i = 0; i < vector.length; i++) {
      components[i] = (byte) Math.round(vector[i] / scale);
    }
    return new QuantizedVector(components, scale);
  }

  /** Its components, of length one whatever rounding to bytes took away. */
  public float[] unit() {
    long square = 0;
    for (byte component : components) {
      square += component * component;
    }
    float factor = square == 0 ? 0 : (float) (1 / Math.sqrt(square));
    float[] unit = new float[components.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = components[i] * factor;
    }
    return unit;
  }

  /** The cosine of the angle between the two, as both are of length one. */
  public double cosine(float[] other) {
    float sum = 0;
    for (int i = 0; i < components.length; i++) {
      sum += other[i] * components[i];
    }
    return (double) sum * scale;
  }

  /** The cosine of the angle between the two. */
  public double cosine(QuantizedVector other) {
    int sum = 0;
    for (int i = 0; i < components.length; i++) {
      sum += components[i] * other.components[i];
    }
    return (double) sum * scale * other.scale;
  }
}
