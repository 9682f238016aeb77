package dev.mneme.shell.slo;

import dev.mneme.shell.auth.Family;
import dev.mneme.shell.auth.Operation;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The operations that this service answers.
 *
 * @param cells each with the family it is answered for
 */
public record ServedOperations(Set<Cell> cells) {

  public record Cell(Family family, Operation operation) {}

  public ServedOperations {
    cells = Set.copyOf(cells);
  }

  Set<Operation> operations() {
    return cells.stream().map(Cell::operation).collect(Collectors.toUnmodifiableSet());
  }
}
