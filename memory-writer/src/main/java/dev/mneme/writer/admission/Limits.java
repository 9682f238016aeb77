package dev.mneme.writer.admission;

/**
 * How large a memory may be, in UTF-16 units and entries. Together they keep a record well below
 * the megabyte that a topic takes.
 *
 * @param data of the structured content
 * @param dataDepth levels of objects and arrays in the structured content, the outermost included
 * @param touched memories that one event may say were used
 */
public record Limits(
    int text,
    int name,
    int tags,
    int anchors,
    int metadataEntries,
    int metadataKey,
    int metadataValue,
    int data,
    int dataDepth,
    int touched) {

  public static final Limits STANDARD =
      new Limits(10_000, 256, 64, 64, 64, 128, 4_096, 32_768, 32, 256);
}
