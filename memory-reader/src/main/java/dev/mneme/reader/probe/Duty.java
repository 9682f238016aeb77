package dev.mneme.reader.probe;

import dev.mneme.events.LayerMode;
import dev.mneme.events.LayerModeName;
import dev.mneme.events.ProbeOffer;
import java.time.Instant;

/** What an announcement asks this instance to do about probing. */
sealed interface Duty {

  /** The probe is open: ask for it. */
  record Claim(long epoch) implements Duty {}

  /** The probe is this instance's: run it, once, before the deadline. */
  record Probe(long epoch, Instant deadline) implements Duty {}

  /** Nothing. */
  record None() implements Duty {}

  /**
   * The decision.
   *
   * @param fit whether the layer could be probed from here at all
   * @param done epoch up to which this instance has already claimed and probed
   */
  static Duty of(LayerMode mode, String instance, boolean fit, Done done, Instant now) {
    ProbeOffer offer = mode.getProbe();
    if (mode.getMode() != LayerModeName.WRITE_ONLY
        || offer == null
        || !now.isBefore(offer.getDeadline())) {
      return new None();
    }
    long epoch = offer.getEpoch();
    if (offer.getHolder() == null) {
      return fit && epoch > done.claimed() ? new Claim(epoch) : new None();
    }
    return offer.getHolder().equals(instance) && epoch > done.probed()
        ? new Probe(epoch, offer.getDeadline())
        : new None();
  }

  /** The last epochs acted on; a later announcement of the same one asks for nothing new. */
  record Done(long claimed, long probed) {

    static final Done NOTHING = new Done(-1, -1);

    Done after(Duty duty) {
      return switch (duty) {
        case Claim(long epoch) -> new Done(epoch, probed);
        case Probe(long epoch, _) -> new Done(claimed, epoch);
        case None _ -> this;
      };
    }
  }
}
