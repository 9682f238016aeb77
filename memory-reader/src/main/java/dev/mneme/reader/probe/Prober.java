package dev.mneme.reader.probe;

import dev.mneme.events.LayerMode;
import dev.mneme.events.OutcomeResult;
import dev.mneme.reader.answer.Attempt;
import dev.mneme.reader.answer.BoundedLayer;
import dev.mneme.reader.outcome.Outcomes;
import dev.mneme.reader.outcome.Reporter;
import dev.mneme.reader.probe.Duty.Claim;
import dev.mneme.reader.probe.Duty.Done;
import dev.mneme.reader.probe.Duty.None;
import dev.mneme.reader.probe.Duty.Probe;
import dev.mneme.reader.recall.Layer;
import dev.mneme.reader.recall.RecallQuery;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does this instance's part in bringing one layer back. It is the only reader of a layer that is
 * out of the read path.
 *
 * <p>Announcements come from one thread. What was granted before a restart is never probed after
 * it: whether it already was cannot be known, and the guard gives a probe that nobody answers to
 * the next hold.
 */
public final class Prober {

  private static final Logger log = LoggerFactory.getLogger(Prober.class);

  private final Layer name;
  private final BoundedLayer layer;
  private final Supplier<Optional<RecallQuery>> question;
  private final Duration budget;
  private final Outcomes outcomes;
  private final Reporter reporter;
  private final InstantSource clock;
  private Done done = Done.NOTHING;

  /**
   * @param question a real search that this instance could do now; none when the layer cannot be
   *     probed from here
   * @param budget how long the probe may take
   */
  public Prober(
      Layer name,
      BoundedLayer layer,
      Supplier<Optional<RecallQuery>> question,
      Duration budget,
      Outcomes outcomes,
      Reporter reporter,
      InstantSource clock) {
    this.name = name;
    this.layer = layer;
    this.question = question;
    this.budget = budget;
    this.outcomes = outcomes;
    this.reporter = reporter;
    this.clock = clock;
  }

  /** The guard has announced this about the layer. */
  public void announced(LayerMode mode) {
    Optional<RecallQuery> probe = question.get();
    Duty duty = Duty.of(mode, reporter.instance(), probe.isPresent(), done, clock.instant());
    done = done.after(duty);
    switch (duty) {
      case Claim(long epoch) -> {
        log.info("probe claimed scope={} epoch={}", reporter.scope(name), epoch);
        outcomes.report(reporter.claim(name, epoch, clock.instant()));
      }
      case Probe(long epoch, _) ->
          Thread.ofVirtual().name("probe-" + name.label()).start(() -> probe(epoch, probe));
      case None _ -> {
        // most announcements are about something else
      }
    }
  }

  private void probe(long epoch, Optional<RecallQuery> question) {
    Attempt attempt =
        question
            .map(search -> layer.ask(search, budget))
            .orElseGet(() -> new Attempt.NotAsked("the layer cannot be probed from here any more"));
    switch (attempt) {
      case Attempt.Answered(_, Duration took) -> report(epoch, OutcomeResult.SUCCESS, took, "");
      case Attempt.Failed(var kind, String because, Duration took) ->
          report(epoch, Reporter.resultOf(kind), took, because);
      case Attempt.NotAsked(String because) ->
          report(epoch, OutcomeResult.SERVER_ERROR, Duration.ZERO, because);
    }
  }

  private void report(long epoch, OutcomeResult result, Duration took, String because) {
    log.info(
        "probe done scope={} epoch={} result={} tookMs={} because=\"{}\"",
        reporter.scope(name),
        epoch,
        result,
        took.toMillis(),
        because);
    outcomes.report(reporter.probed(name, epoch, result, took, clock.instant()));
  }
}
