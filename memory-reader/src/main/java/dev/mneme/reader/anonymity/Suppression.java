package dev.mneme.reader.anonymity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Which cells of a table may be said. A cell that hides nobody is left out, and with it as many
 * others, the smallest first, as it takes for all that is left out to hide everybody in it: what is
 * left when the shown cells are taken off a total is then itself a number that could have been
 * said.
 */
public final class Suppression {

  private Suppression() {}

  /** Whether each of the cells is shown, in their order. */
  public static boolean[] shown(List<Crowd> cells, int k) {
    boolean[] shown = new boolean[cells.size()];
    Arrays.fill(shown, true);
    Crowd hidden = null;
    List<Integer> others = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      if (cells.get(i).hides(k)) {
        others.add(i);
      } else {
        shown[i] = false;
        hidden = hidden == null ? cells.get(i) : hidden.and(cells.get(i));
      }
    }
    if (hidden == null) {
      return shown;
    }
    others.sort(Comparator.comparingLong(i -> cells.get(i).people()));
    for (int i : others) {
      if (hidden.hides(k)) {
        break;
      }
      shown[i] = false;
      hidden = hidden.and(cells.get(i));
    }
    return shown;
  }
}
