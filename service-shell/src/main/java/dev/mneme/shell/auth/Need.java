package dev.mneme.shell.auth;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a path asks of its caller, decided before anything is routed. */
public sealed interface Need {

  /**
   * Nothing: health, metrics, documents of the interfaces and public keys; between instances,
   * requests prove themselves.
   */
  record Nothing() implements Need {}

  /** An operation on memories. */
  record Memories(Family family, Operation operation) implements Need {}

  /** Part of the memory API that does not exist, and so is permitted to nobody. */
  record Unpermitted(String because) implements Need {}

  /** Any one of these scopes. */
  record OneOf(Set<String> scopes) implements Need {}

  /** The paths of the memory API outside its families, and what they are. */
  String CONTEXT_PACKS = "context-packs";

  String BETWEEN_INSTANCES = "/v1/instances/";

  Set<String> OPEN =
      Set.of("/readyz", "/metrics", "/openapi.json", "/asyncapi.json", "/v1/keys/jwks");

  /** Reading is for operators and auditors, changing for operators only. */
  static Need of(boolean reads, String path) {
    if (OPEN.contains(path)
        || path.equals("/health")
        || path.startsWith("/health/")
        || path.startsWith(BETWEEN_INSTANCES)) {
      return new Nothing();
    }
    List<String> segments = List.of(path.split("/", -1));
    if (segments.size() >= 3 && segments.get(1).equals("v1")) {
      if (segments.get(2).equals(CONTEXT_PACKS)) {
        return new Memories(Family.PERSONAL, Operation.RECALL);
      }
      Optional<Family> family = Family.labelled(segments.get(2));
      if (family.isPresent()) {
        return ofFamily(family.get(), segments.size() > 3 ? segments.get(3) : "");
      }
    }
    return new OneOf(reads ? Set.of(Caller.OPERATOR, Caller.AUDITOR) : Set.of(Caller.OPERATOR));
  }

  private static Need ofFamily(Family family, String segment) {
    return Operation.at(segment)
        .<Need>map(operation -> new Memories(family, operation))
        .orElseGet(
            () -> new Unpermitted("%s memories have no such operation".formatted(family.label())));
  }
}
