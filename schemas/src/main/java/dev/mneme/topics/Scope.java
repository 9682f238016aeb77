package dev.mneme.topics;

/**
 * What the guard decides about: one layer in one region. As a key: {@code new@local}.
 *
 * @param layer {@link #NEW}, {@link #LEGACY} or, for the writer's own path, {@link #LOG}
 * @param region name of the region; no {@code @} in it
 */
public record Scope(String layer, String region) {

  public static final String NEW = "new";
  public static final String LEGACY = "legacy";

  /**
   * The writer's path onto the log; reads never use it, so its outcomes say nothing about a read
   * layer.
   */
  public static final String LOG = "log";

  public Scope {
    if (layer.isEmpty() || region.isEmpty() || layer.contains("@") || region.contains("@")) {
      throw new IllegalArgumentException(
          "a scope is layer@region, both named and without '@': got " + layer + "@" + region);
    }
  }

  public String key() {
    return layer + "@" + region;
  }

  /**
   * @throws IllegalArgumentException when the key is not of the form layer@region
   */
  public static Scope parse(String key) {
    int at = key.indexOf('@');
    if (at < 0) {
      throw new IllegalArgumentException("a scope is layer@region, got " + key);
    }
    return new Scope(key.substring(0, at), key.substring(at + 1));
  }

  @Override
  public String toString() {
    return key();
  }
}
