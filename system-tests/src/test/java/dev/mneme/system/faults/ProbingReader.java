package dev.mneme.system.faults;

import dev.mneme.events.LayerMode;
import dev.mneme.events.LayerModeName;
import dev.mneme.events.OutcomeResult;
import dev.mneme.events.ProbeOffer;
import dev.mneme.reader.answer.BoundedLayer;
import dev.mneme.reader.kafka.Clients;
import dev.mneme.reader.kafka.Outbox;
import dev.mneme.reader.outcome.Reporter;
import dev.mneme.reader.probe.Prober;
import dev.mneme.reader.recall.Layer;
import dev.mneme.reader.recall.RecallFilter;
import dev.mneme.reader.recall.RecallLayer;
import dev.mneme.reader.recall.RecallQuery;
import dev.mneme.serde.Codecs;
import dev.mneme.shell.mode.Modes;
import dev.mneme.shell.mode.kafka.ModeFollower;
import dev.mneme.topics.Scope;
import dev.mneme.topics.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The part of a reader instance that obeys the guard and probes, on the real topics. */
final class ProbingReader implements AutoCloseable {
  private static final RecallQuery QUESTION =
      new RecallQuery.InWords("probe", "%064x".formatted(0), "probe", RecallFilter.NONE, 1);

  private final String region;
  private final Reporter reporter;
  private final Outbox outbox;
  private final Modes modes = new Modes();
  private final ModeFollower follower;
  private final Prober prober;
  private volatile boolean fit = true;
  private volatile boolean mortal;
  private volatile long probeInHand = -1;

  ProbingReader(String bootstrap, Codecs codecs, String region, String name, RecallLayer layer) {
    this.region = region;
    this.reporter = new Reporter(region, name);
    this.outbox = new Outbox(Clients.producer(bootstrap, region + "-" + name), codecs, 256);
    this.follower =
        new ModeFollower(
            () -> Clients.modeConsumer(bootstrap, region + "-" + name),
            codecs.of(Topics.MODE),
            modes);
    this.prober =
        new Prober(
            Layer.NEW,
            new BoundedLayer(Layer.NEW, layer, 4),
            () -> fit ? Optional.of(QUESTION) : Optional.empty(),
            Duration.ofMillis(900),
            outbox,
            reporter,
            Instant::now);
    modes.onChange(this::heard);
    outbox.start();
    follower.start();
  }

  private void heard(Scope scope, LayerMode mode) {
    if (!scope.equals(reporter.scope(Layer.NEW)) || isDead()) {
      return;
    }
    ProbeOffer probe = mode.getProbe();
    if (mortal && probe != null && name().equals(probe.getHolder())) {
      probeInHand = probe.getEpoch(); // from here on it says and does nothing any more
      return;
    }
    prober.announced(mode);
  }

  String name() {
    return reporter.instance();
  }

  boolean isReady() {
    return modes.known() && outbox.arriving();
  }

  boolean sees(LayerModeName name) {
    return modes.of(reporter.scope(Layer.NEW)).filter(m -> m.getMode() == name).isPresent();
  }

  /** Whether it could probe the layer. */
  void fit(boolean is) {
    fit = is;
  }

  /** It claims like any other, and is gone when it is granted the probe. */
  void dieWithTheProbe() {
    mortal = true;
  }

  boolean isDead() {
    return probeInHand >= 0;
  }

  /** The epoch under which it was granted the probe that it never made. */
  long probeInHand() {
    return probeInHand;
  }

  void report(OutcomeResult result) {
    long epoch = modes.of(reporter.scope(Layer.NEW)).map(LayerMode::getEpoch).orElse(0L);
    outbox.report(reporter.recalled(Layer.NEW, epoch, result, Duration.ZERO, Instant.now()));
  }

  /** What an instance that was taken for dead sends when it is back. */
  void answerFor(ProbingReader other, long epoch, OutcomeResult result) {
    outbox.report(
        new Reporter(region, other.name())
            .probed(Layer.NEW, epoch, result, Duration.ofMillis(1), Instant.now()));
  }

  @Override
  public void close() {
    follower.close();
    outbox.close();
  }
}
