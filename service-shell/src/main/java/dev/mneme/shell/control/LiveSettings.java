package dev.mneme.shell.control;

import dev.mneme.control.Settings;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What operators set, as far as it has been heard. One thread hears, any number ask. */
@Singleton
public final class LiveSettings {

  private static final Logger LOG = LoggerFactory.getLogger(LiveSettings.class);

  private final List<Consumer<Settings>> listeners = new CopyOnWriteArrayList<>();
  private final AtomicLong refused = new AtomicLong();
  private volatile Settings settings = Settings.NONE;
  private volatile boolean known;

  public Settings settings() {
    return settings;
  }

  /** Whether all that was set before the start has been heard. */
  public boolean known() {
    return known;
  }

  /** How many settings were none; each time what was in force stayed. */
  public long refused() {
    return refused.get();
  }

  /** Calls back with each change, and at once with what is known now. */
  public void onChange(Consumer<Settings> listener) {
    listeners.add(listener);
    listener.accept(settings);
  }

  /** These are in force from now on. */
  public void heard(Settings now) {
    known = true;
    if (!now.equals(settings)) {
      settings = now;
      now.byTarget()
          .forEach((target, it) -> LOG.info("setting target={} value={}", target, it.value()));
      listeners.forEach(listener -> listener.accept(now));
    }
  }

  /** Something that was meant to be a setting and is none: what is in force stays. */
  public void refused(String at, String reason) {
    refused.incrementAndGet();
    LOG.warn("setting refused, what is in force stays at={} reason=\"{}\"", at, reason);
  }
}
