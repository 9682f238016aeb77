package dev.mneme.shell.auth;

import java.util.Set;

/**
 * What may be done to which memories at all, whoever asks: the consent matrix. What is not named
 * here is not permitted.
 */
public final class Consent {
  private static final Set<Operation> PERSONAL =
      Set.of(
          Operation.STORE,
          Operation.EDIT,
          Operation.RECALL,
          Operation.FORGET,
          Operation.EXPORT,
          Operation.REVEAL);
  private static final Set<Operation> COHORT = Set.of(Operation.STORE, Operation.DISTILL);
  private static final Set<Operation> POPULATION = Set.of(Operation.DISTILL);

  private Consent() {}

  public static boolean permits(Family family, Operation operation) {
    return switch (family) {
      case PERSONAL -> PERSONAL.contains(operation);
      case COHORT -> COHORT.contains(operation);
      case POPULATION -> POPULATION.contains(operation);
    };
  }
}
