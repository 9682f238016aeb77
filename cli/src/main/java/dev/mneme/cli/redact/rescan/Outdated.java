package dev.mneme.cli.redact.rescan;

import dev.mneme.events.MemoryEvent;
import dev.mneme.events.MemoryRecord;
import dev.mneme.events.RescanMemory;
import dev.mneme.identity.DerivedId;
import dev.mneme.topics.RecordKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Follows the records and keeps those whose latest version another policy redacted; no others, so
 * that a long log needs no more memory than it has outdated memories.
 */
public final class Outdated {
  private static final String SOURCE = "mneme-cli";

  private final String version;
  private final Optional<String> subject;
  private final Map<RecordKey, String> versions = new LinkedHashMap<>();
  private long read;

  /**
   * @param version of the policy in force
   * @param subject only this one's; everybody's when empty
   */
  public Outdated(String version, Optional<String> subject) {
    this.version = version;
    this.subject = subject;
  }

  /** A record of the log, in its order. */
  public void see(RecordKey key, Optional<MemoryRecord> record) {
    if (subject.isPresent() && !subject.get().equals(key.subject())) {
      return;
    }
    read++;
    if (record.isPresent() && !record.get().getPolicyVersion().equals(version)) {
      versions.put(key, record.get().getPolicyVersion());
    } else {
      versions.remove(key);
    }
  }

  /** How many records were looked at. */
  public long read() {
    return read;
  }

  public int size() {
    return versions.size();
  }

  /** How many memories each other version redacted. */
  public Map<String, Integer> byVersion() {
    Map<String, Integer> counts = new TreeMap<>();
    versions.values().forEach(found -> counts.merge(found, 1, Integer::sum));
    return counts;
  }

  /**
   * One event for each. The same memory, redacted by the same version, gets the same event id each
   * time it is asked for: the command run twice does the work once.
   *
   * @param round tells apart what is asked for anew on purpose; empty as a rule
   */
  public List<MemoryEvent> events(Instant at, String round) {
    List<MemoryEvent> events = new ArrayList<>(versions.size());
    versions.forEach(
        (key, before) ->
            events.add(
                MemoryEvent.newBuilder()
                    .setEventId(
                        DerivedId.of(
                            "rescan",
                            key.tenant(),
                            key.subject(),
                            key.memoryId().toString(),
                            before,
                            version,
                            round))
                    .setTenant(key.tenant())
                    .setSubject(key.subject())
                    .setOccurredAt(at)
                    .setSource(SOURCE)
                    .setRescan(
                        new RescanMemory(
                            key.memoryId(), "redacted by " + before + ", now " + version))
                    .build()));
    return events;
  }
}
