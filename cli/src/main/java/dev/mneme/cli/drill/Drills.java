package dev.mneme.cli.drill;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every drill, in the order in which they are shown. */
public final class Drills {

  private Drills() {}

  public static List<Drill> all() {
    List<Drill> all = new ArrayList<>(LayerDrills.drills());
    all.addAll(OperatorDrills.drills());
    all.addAll(CanaryDrills.drills());
    return List.copyOf(all);
  }

  public static Optional<Drill> named(String name) {
    return all().stream().filter(drill -> drill.name().equals(name)).findFirst();
  }
}
