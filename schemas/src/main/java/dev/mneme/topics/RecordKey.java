package dev.mneme.topics;

import java.util.UUID;

/** Key of a memory on {@code memory.records}: {@code tenant/subject/memory id}. */
public record RecordKey(String tenant, String subject, UUID memoryId) {

  public String key() {
    return tenant + "/" + subject + "/" + memoryId;
  }

  /**
   * @throws IllegalArgumentException when the key has another form
   */
  public static RecordKey parse(String key) {
    String[] parts = key.split("/", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException(
          "a record key is tenant/subject/memory-id, got " + parts.length + " parts");
    }
    return new RecordKey(parts[0], parts[1], UUID.fromString(parts[2]));
  }
}
