package dev.mneme.shell.mode;

import dev.mneme.events.LayerMode;
import dev.mneme.topics.Scope;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the guard allows, as far as it has been heard. One thread hears, any number ask.
 *
 * <p>{@link #known} is false until everything announced before the start was heard: until then a
 * layer may have been taken out of the read path without this reader knowing.
 */
public final class Modes {

  private static final Logger log = LoggerFactory.getLogger(Modes.class);

  private final List<BiConsumer<Scope, LayerMode>> listeners = new CopyOnWriteArrayList<>();
  private final AtomicLong unreadable = new AtomicLong();
  private volatile ModeTable table = ModeTable.EMPTY;
  private volatile boolean known;

  public Optional<LayerMode> of(Scope scope) {
    return table.of(scope);
  }

  public boolean known() {
    return known;
  }

  /** How many announcements could not be read. */
  public long unreadable() {
    return unreadable.get();
  }

  /** Calls back for each new announcement from when the modes are known, never for history. */
  public void onChange(BiConsumer<Scope, LayerMode> listener) {
    listeners.add(listener);
  }

  /** An announcement, in the order of its scope. */
  public void heard(Scope scope, LayerMode mode) {
    if (!table.accepts(scope, mode)) {
      log.warn(
          "older mode ignored scope={} epoch={} knownEpoch={}",
          scope,
          mode.getEpoch(),
          table.of(scope).map(LayerMode::getEpoch).orElse(0L));
      return;
    }
    if (table.of(scope).filter(mode::equals).isPresent()) {
      return; // read again after the connection was lost
    }
    table = table.with(scope, mode);
    log.info(
        "mode heard scope={} mode={} reason={} epoch={} probe={}",
        scope,
        mode.getMode(),
        mode.getReason(),
        mode.getEpoch(),
        mode.getProbe() != null);
    if (known) {
      listeners.forEach(listener -> listener.accept(scope, mode));
    }
  }

  /** An announcement that cannot be read: what is known stays in force. */
  public void heardUnreadable(String at, String reason) {
    unreadable.incrementAndGet();
    log.warn("mode unreadable, the known one stays at={} reason=\"{}\"", at, reason);
  }

  /** All that was announced before the start has been heard. */
  public void caughtUp() {
    known = true;
    log.info("modes known scopes={}", table.modes().size());
  }
}
