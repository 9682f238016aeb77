package dev.mneme.reader.recall.lucene;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.lucene.index.IndexWriter;

/**
 * What a commit says about itself: the format of its entries, the offset wanted next, and when it
 * was made.
 *
 * <p>Kept in the commit's own data, so that entries and position become durable in one step or not
 * at all.
 */
record CommittedPosition(String format, long next, Instant at) {

  private static final CommittedPosition NONE = new CommittedPosition("", 0, Instant.EPOCH);
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
  private static final String FORMAT_KEY = "mneme.format";
  private static final String NEXT_KEY = "mneme.next";
  private static final String AT_KEY = "mneme.at";

  /** The position the writer's last commit holds, or none. */
  static CommittedPosition of(IndexWriter writer) {
    Map<String, String> data = new TreeMap<>();
    Iterable<Map.Entry<String, String>> committed = writer.getLiveCommitData();
    if (committed != null) {
      committed.forEach(entry -> data.put(entry.getKey(), entry.getValue()));
    }
    String format = data.getOrDefault(FORMAT_KEY, "");
    String next = data.getOrDefault(NEXT_KEY, "");
    String at = data.getOrDefault(AT_KEY, "");
    return NUMBER.matcher(next).matches() && NUMBER.matcher(at).matches()
        ? new CommittedPosition(
            format, Long.parseLong(next), Instant.ofEpochMilli(Long.parseLong(at)))
        : NONE;
  }

  boolean isNone() {
    return equals(NONE);
  }

  boolean isOf(String expected) {
    return format.equals(expected);
  }

  /** Makes it part of the writer's next commit. */
  void attachTo(IndexWriter writer) {
    Map<String, String> data =
        Map.of(
            FORMAT_KEY, format,
            NEXT_KEY, Long.toString(next),
            AT_KEY, Long.toString(at.toEpochMilli()));
    writer.setLiveCommitData(data.entrySet(), true);
  }
}
