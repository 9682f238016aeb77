package dev.mneme.reader;

import dev.mneme.follower.FollowerStatus;
import dev.mneme.reader.answer.Standings;
import dev.mneme.reader.mode.ModeReading;
import dev.mneme.reader.position.Accountability;
import dev.mneme.reader.recall.Layer;
import dev.mneme.reader.routing.Degradation;
import dev.mneme.reader.routing.Standing;
import dev.mneme.reader.routing.Standing.Unfit;
import dev.mneme.shell.mode.Modes;
import dev.mneme.topics.Scope;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/**
 * Brings together what the guard allows and what is fit here.
 *
 * <p>While the modes are not known the new layer is not read: the guard may have taken it out. The
 * legacy layer then is, unless what was heard so far says otherwise.
 */
final class LayerStandings implements Standings {

  private static final Unfit MODES_UNKNOWN =
      new Unfit("modes_unknown", "what the guard allows is not known yet");

  static final Unfit UNACCOUNTED =
      new Unfit(
          "unaccounted",
          "who forgets is not known to wait for this index, which may show what is forgotten");

  /** From then on an answer says that the log is not heard of: a teller speaks each second. */
  private static final Duration SILENCE = Duration.ofSeconds(4);

  private final String region;
  private final Modes modes;
  private final Supplier<FollowerStatus> records;
  private final ToIntFunction<String> partitionOfSubject;
  private final Accountability accountability;
  private final LongSupplier nanos;

  LayerStandings(
      String region,
      Modes modes,
      Supplier<FollowerStatus> records,
      ToIntFunction<String> partitionOfSubject,
      Accountability accountability,
      LongSupplier nanos) {
    this.accountability = accountability;
    this.nanos = nanos;
    this.region = region;
    this.modes = modes;
    this.records = records;
    this.partitionOfSubject = partitionOfSubject;
  }

  @Override
  public Standing of(Layer layer, String subject) {
    Standing allowed = ModeReading.of(modes.of(new Scope(layer.label(), region)), subject);
    return switch (layer) {
      case LEGACY -> allowed;
      case NEW ->
          switch (allowed) {
            case Standing.Withdrawn withdrawn -> withdrawn;
            case Unfit unfit -> unfit;
            case Standing.Readable readable ->
                modes.known()
                    ? unfit(subject).<Standing>map(unfit -> unfit).orElse(readable)
                    : MODES_UNKNOWN;
          };
    };
  }

  private Optional<Unfit> unfit(String subject) {
    int partition = partitionOfSubject.applyAsInt(subject);
    return IndexFitness.unfit(records.get(), partition)
        .or(
            () ->
                accountability.answers(partition, nanos.getAsLong())
                    ? Optional.empty()
                    : Optional.of(UNACCOUNTED));
  }

  @Override
  public Optional<Degradation> notice(Layer layer) {
    Duration silent = accountability.silentFor(nanos.getAsLong());
    return silent.compareTo(SILENCE) < 0
        ? Optional.empty()
        : Optional.of(
            new Degradation(
                "log_unreachable",
                "the log could not be reached for %d s; what was written since may be missing"
                    .formatted(silent.toSeconds())));
  }
}
