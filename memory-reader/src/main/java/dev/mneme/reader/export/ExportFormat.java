package dev.mneme.reader.export;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How memories are written. All are UTF-8. */
public enum ExportFormat {
  /** One document: {@code {"items": [...], "count": n}}. */
  JSON("application/json", "json"),
  /** RFC 4180 with a header line. */
  CSV("text/csv; charset=utf-8; header=present", "csv"),
  /** One object a line. */
  JSONLINES("application/x-ndjson", "jsonl");

  private final String mediaType;
  private final String extension;

  ExportFormat(String mediaType, String extension) {
    this.mediaType = mediaType;
    this.extension = extension;
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<ExportFormat> labelled(String label) {
    return Arrays.stream(values()).filter(f -> f.label().equals(label)).findFirst();
  }

  public String mediaType() {
    return mediaType;
  }

  public String extension() {
    return extension;
  }

  /** What stands before the first memory. */
  String opening() {
    return switch (this) {
      case JSON -> "{\"items\":[";
      case CSV -> Csv.line(ExportedMemory.FIELDS);
      case JSONLINES -> "";
    };
  }

  /** One memory, and what parts it from the one before. */
  String item(ExportedMemory memory, boolean first) {
    return switch (this) {
      case JSON -> (first ? "\n" : ",\n") + memory.json();
      case CSV -> Csv.line(memory.cells());
      case JSONLINES -> memory.json() + "\n";
    };
  }

  /** What stands behind the last memory; whoever does not see it has not seen all. */
  String closing(int count) {
    return switch (this) {
      case JSON -> "\n],\"count\":" + count + "}\n";
      case CSV, JSONLINES -> "";
    };
  }
}
