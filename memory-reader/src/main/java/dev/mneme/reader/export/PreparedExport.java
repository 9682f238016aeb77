package dev.mneme.reader.export;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An export that is being prepared, or is. It holds which memories it is of and none of what they
 * say: that is read when it is fetched.
 */
public final class PreparedExport {

  /** How far it is. */
  public enum State {
    PREPARING,
    READY,
    FAILED
  }

  /**
   * Whose it is. Nobody else learns that it is there.
   *
   * @param client the application that asked
   */
  public record Owner(String tenant, String subject, String client) {}

  /**
   * How far it is, at one moment.
   *
   * @param done memories found
   * @param total memories there were when it began
   */
  public record Progress(State state, int done, int total) {}

  private final UUID id = UUID.randomUUID();
  private final Owner owner;
  private final ExportQuery query;
  private final int total;
  private final Instant expiresAt;
  private volatile int done;
  private volatile boolean failed;
  private volatile @Nullable MemoryIds ids;

  PreparedExport(Owner owner, ExportQuery query, int total, Instant expiresAt) {
    this.owner = owner;
    this.query = query;
    this.total = total;
    this.expiresAt = expiresAt;
  }

  public UUID id() {
    return id;
  }

  public ExportQuery query() {
    return query;
  }

  public Instant expiresAt() {
    return expiresAt;
  }

  public Progress progress() {
    MemoryIds ready = ids;
    if (ready != null) {
      return new Progress(State.READY, ready.size(), ready.size());
    }
    return new Progress(
        failed ? State.FAILED : State.PREPARING, Math.min(done, total), Math.max(done, total));
  }

  Owner owner() {
    return owner;
  }

  boolean isOver(Instant now) {
    return !now.isBefore(expiresAt);
  }

  void found(int memories) {
    done = memories;
  }

  void ready(MemoryIds of) {
    ids = of;
  }

  void fail() {
    failed = true;
  }

  @Nullable MemoryIds ids() {
    return ids;
  }
}
