package dev.mneme.reader.recall;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a layer answers.
 *
 * @param how words and meaning were used; null when the layer does not rank by them
 */
public record Recollection(List<RecalledMemory> memories, @Nullable RankedBy how) {

  /**
   * What a ranking was made from.
   *
   * @param meaning whether vectors took part: used, or late, failed, off, or none when no memory
   *     has one yet
   * @param memories how many the subject has
   * @param embedded how many of them have a vector
   * @param abstained whether there were memories, but none close enough to be an answer
   * @param because the figures by which that was decided
   * @param semantic whether concepts took part: used, or why not; null when they are not blended
   */
  public record RankedBy(
      String meaning,
      int memories,
      int embedded,
      boolean abstained,
      String because,
      @Nullable String semantic) {

    /** By episodes alone. */
    public RankedBy(String meaning, int memories, int embedded, boolean abstained, String because) {
      this(meaning, memories, embedded, abstained, because, null);
    }
  }

  public Recollection {
    memories = List.copyOf(memories);
  }

  public static Recollection of(List<RecalledMemory> memories) {
    return new Recollection(memories, null);
  }
}
