package dev.mneme.reader.mode;

import static dev.mneme.reader.recall.Memories.NOON;

import dev.mneme.events.LayerMode;
import dev.mneme.events.LayerModeName;
import dev.mneme.events.ProbeOffer;
import dev.mneme.serde.AvroSafety;
import dev.mneme.topics.Scope;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the guard says. */
public final class Announcements {

  public static final Scope NEW = new Scope(Scope.NEW, "local");
  public static final Scope LEGACY = new Scope(Scope.LEGACY, "local");

  static {
    AvroSafety.enforce(); // copies of them ask for classes by name
  }

  private Announcements() {}

  public static LayerMode of(Scope scope, LayerModeName mode, long epoch) {
    return with(scope, mode, epoch, null);
  }

  public static LayerMode offer(Scope scope, long epoch, Instant deadline) {
    return with(scope, LayerModeName.WRITE_ONLY, epoch, new ProbeOffer(epoch, null, deadline));
  }

  public static LayerMode grant(Scope scope, long epoch, String holder, Instant deadline) {
    return with(scope, LayerModeName.WRITE_ONLY, epoch, new ProbeOffer(epoch, holder, deadline));
  }

  private static LayerMode with(
      Scope scope, LayerModeName mode, long epoch, @Nullable ProbeOffer probe) {
    return LayerMode.newBuilder()
        .setLayer(scope.layer())
        .setRegion(scope.region())
        .setMode(mode)
        .setReason("consecutive_failures")
        .setBecause("3 time-outs in a row")
        .setEpoch(epoch)
        .setProbe(probe)
        .setDecidedAt(NOON)
        .build();
  }
}
