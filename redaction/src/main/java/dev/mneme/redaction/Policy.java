package dev.mneme.redaction;

import java.util.EnumMap;
import java.util.Map;

/**
 * Which types are looked for, and what is done with each; versioned, because every record says by
 * which policy it was redacted.
 *
 * @param operators a type that is not named is not looked for
 */
public record Policy(String version, Map<PiiType, Operator> operators) {
  public Policy {
    if (version.isBlank()) {
      throw new IllegalArgumentException("version of the redaction policy is blank");
    }
    operators = Map.copyOf(operators);
  }

  /** Replaces every type of the catalogue by its placeholder, but for names of people. */
  public static Policy standard() {
    return new Policy("standard-2", standardOperators());
  }

  static Map<PiiType, Operator> standardOperators() {
    Map<PiiType, Operator> operators = new EnumMap<>(PiiType.class);
    for (PiiType type : PiiType.values()) {
      operators.put(type, new Operator.Replace());
    }
    operators.remove(PiiType.PERSON);
    return operators;
  }
}
