package dev.mneme.reader.export;

import dev.mneme.reader.export.ExportRefused.Kind;
import dev.mneme.reader.export.PreparedExport.Owner;
import dev.mneme.reader.export.PreparedExport.State;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives exports out, and keeps the prepared ones: so many, so long, each for its owner only. */
public final class Exports {

  private static final Logger log = LoggerFactory.getLogger(Exports.class);

  private final ExportSource source;
  private final ExportLimits limits;
  private final Map<UUID, PreparedExport> kept = new HashMap<>();

  public Exports(ExportSource source, ExportLimits limits) {
    this.source = source;
    this.limits = limits;
  }

  /** Either the bytes, or the promise of them. */
  public sealed interface Export {}

  public record AtOnce(InputStream bytes, int memories) implements Export {}

  public record Later(PreparedExport prepared) implements Export {}

  /**
   * @param prepare whether it is to be prepared even if it is small
   * @throws ExportRefused when it is too large, or no more can be kept
   */
  public Export begin(Owner owner, ExportQuery query, boolean prepare, Instant now)
      throws ExportRefused {
    int count = source.count(query);
    requireNotTooLarge(count);
    if (!prepare && count <= limits.atOnce()) {
      MemoryIds ids = source.ids(query, _ -> {});
      return new AtOnce(new ExportStream(source, query, ids, 0), ids.size());
    }
    PreparedExport prepared = new PreparedExport(owner, query, count, now.plus(limits.lifetime()));
    keep(prepared, now);
    Thread.ofVirtual().name("export").start(() -> prepare(prepared));
    return new Later(prepared);
  }

  /**
   * Only what is given out at once.
   *
   * @throws ExportRefused when there is more than that
   */
  public AtOnce atOnce(ExportQuery query) throws ExportRefused {
    int count = source.count(query);
    if (count > limits.atOnce()) {
      throw new ExportRefused(
          Kind.TOO_LARGE,
          "these are more than %d memories: POST the same to have them prepared"
              .formatted(limits.atOnce()));
    }
    MemoryIds ids = source.ids(query, _ -> {});
    return new AtOnce(new ExportStream(source, query, ids, 0), ids.size());
  }

  /**
   * @throws ExportRefused when this owner has none with this id
   */
  public synchronized PreparedExport of(UUID id, Owner owner, Instant now) throws ExportRefused {
    forgetOld(now);
    PreparedExport prepared = kept.get(id);
    if (prepared == null || !prepared.owner().equals(owner)) {
      throw new ExportRefused(
          Kind.UNKNOWN, "there is no such export; it may be over, or have gone with a restart");
    }
    return prepared;
  }

  /**
   * The bytes of one, from the beginning or behind the memory that came last.
   *
   * @throws ExportRefused when it is not ready, or the memory is not in it
   */
  public AtOnce fetch(UUID id, Owner owner, @Nullable UUID after, Instant now)
      throws ExportRefused {
    PreparedExport prepared = of(id, owner, now);
    MemoryIds ids = prepared.ids();
    if (ids == null) {
      throw prepared.progress().state() == State.FAILED
          ? new ExportRefused(Kind.FAILED, "it could not be prepared: begin another")
          : new ExportRefused(Kind.NOT_READY, "it is not prepared yet", Duration.ofSeconds(1));
    }
    int from = after == null ? 0 : ids.after(after);
    if (from < 0) {
      throw new ExportRefused(
          Kind.NO_SUCH_PLACE, "after must be the id of a memory of this export");
    }
    return new AtOnce(new ExportStream(source, prepared.query(), ids, from), ids.size() - from);
  }

  /**
   * @throws ExportRefused when this owner has none with this id
   */
  public synchronized void drop(UUID id, Owner owner, Instant now) throws ExportRefused {
    PreparedExport prepared = of(id, owner, now);
    kept.remove(prepared.id());
  }

  /** Under which epoch of the layer's mode memories are read. */
  long epoch() {
    return source.epoch();
  }

  /** Whether it is kept here, whoever's it is. */
  public synchronized boolean has(UUID id) {
    return kept.containsKey(id);
  }

  /** How many are kept now. */
  public synchronized int size() {
    return kept.size();
  }

  private synchronized void keep(PreparedExport prepared, Instant now) throws ExportRefused {
    forgetOld(now);
    long ofOwner = kept.values().stream().filter(k -> k.owner().equals(prepared.owner())).count();
    if (kept.size() >= limits.kept() || ofOwner >= limits.ofOwner()) {
      Instant oldest =
          kept.values().stream().map(PreparedExport::expiresAt).min(Instant::compareTo).orElse(now);
      throw new ExportRefused(
          Kind.TOO_MANY,
          "as many exports are kept as may be: fetch one and DELETE it, or wait",
          Duration.between(now, oldest));
    }
    kept.put(prepared.id(), prepared);
  }

  private void forgetOld(Instant now) {
    kept.values().removeIf(prepared -> prepared.isOver(now));
  }

  private void requireNotTooLarge(int count) throws ExportRefused {
    if (count > limits.largest()) {
      throw new ExportRefused(
          Kind.TOO_LARGE,
          "an export has at most %d memories: narrow it with since and until"
              .formatted(limits.largest()));
    }
  }

  private void prepare(PreparedExport prepared) {
    try {
      prepared.ready(source.ids(prepared.query(), prepared::found));
    } catch (ExportRefused e) {
      prepared.fail();
      log.warn("export not prepared kind={}", e.kind());
    } catch (RuntimeException e) {
      prepared.fail();
      log.error("export broke", e);
    }
  }
}
