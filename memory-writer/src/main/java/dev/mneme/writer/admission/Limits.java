package dev.mneme.writer.admission;

/**
 * How large a memory may be, in UTF-16 units and entries. Together they keep a record well below
 * the megabyte that a topic takes.
 */
public record Limits(
    int text, int name, int tags, int metadataEntries, int metadataKey, int metadataValue) {

  public static final Limits STANDARD = new Limits(10_000, 256, 64, 64, 128, 4_096);
}
