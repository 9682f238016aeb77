package dev.mneme.shell.mode;

import dev.mneme.events.LayerMode;
import dev.mneme.topics.Scope;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The latest announcement of each scope. A value: hearing another gives another table. */
public record ModeTable(Map<Scope, LayerMode> modes) {

  public static final ModeTable EMPTY = new ModeTable(Map.of());

  public ModeTable {
    modes = Map.copyOf(modes);
  }

  /** What was announced last for the scope; none means that the guard never had to say anything. */
  public Optional<LayerMode> of(Scope scope) {
    return Optional.ofNullable(modes.get(scope));
  }

  /** Whether the announcement is not older than what is known. */
  public boolean accepts(Scope scope, LayerMode mode) {
    LayerMode known = modes.get(scope);
    return known == null || mode.getEpoch() >= known.getEpoch();
  }

  /** The table after hearing it; the same table when it is older than what is known. */
  public ModeTable with(Scope scope, LayerMode mode) {
    if (!accepts(scope, mode)) {
      return this;
    }
    Map<Scope, LayerMode> next = new HashMap<>(modes);
    next.put(scope, mode);
    return new ModeTable(next);
  }
}
