package dev.mneme.serde;

import org.apache.avro.util.ClassSecurityValidator;

/**
 * What bytes from elsewhere may make Avro do: load the generated classes of this suite and nothing
 * else, and reserve no more memory than the largest record could need.
 */
public final class AvroSafety {

  private static final String TRUSTED_PACKAGE = "dev.mneme.events";
  private static final String LARGEST_FIELD = Integer.toString(16 * 1024 * 1024);

  static {
    // Read by Avro once, when its decoder class is loaded; without them a flipped length reserves
    // gigabytes.
    limit("org.apache.avro.limits.string.maxLength");
    limit("org.apache.avro.limits.bytes.maxLength");
    limit("org.apache.avro.limits.collectionItems.maxLength");
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            ClassSecurityValidator.getGlobal(),
            type -> type.getPackageName().equals(TRUSTED_PACKAGE)));
  }

  private AvroSafety() {}

  /** Puts the rules in force; calling it again changes nothing. */
  public static void enforce() {
    // loading this class did it
  }

  private static void limit(String property) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, LARGEST_FIELD);
    }
  }
}
