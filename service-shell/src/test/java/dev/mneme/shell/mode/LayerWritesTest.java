package dev.mneme.shell.mode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.events.LayerMode;
import dev.mneme.events.LayerModeName;
import dev.mneme.topics.Scope;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LayerWritesTest {
  private static final Scope LEGACY = new Scope(Scope.LEGACY, "local");

  private final Modes modes = new Modes();

  @Test
  void shouldWriteNothingBeforeTheModesAreKnown() {
    assertThat(LayerWrites.forbidden(modes, LEGACY))
        .hasValue("whether legacy@local may be written is not known yet");

    modes.caughtUp();

    assertThat(LayerWrites.forbidden(modes, LEGACY)).isEmpty();
  }

  @Test
  void shouldWriteALayerThatIsOutOfTheReadPathButNoneThatIsOff() {
    modes.caughtUp();

    modes.heard(LEGACY, mode(LayerModeName.WRITE_ONLY, 1));
    assertThat(LayerWrites.forbidden(modes, LEGACY)).isEmpty();

    modes.heard(LEGACY, mode(LayerModeName.OFF, 2));
    assertThat(LayerWrites.forbidden(modes, LEGACY))
        .hasValue("legacy@local is off: forced by alice");
    assertThat(LayerWrites.forbidden(modes, new Scope(Scope.NEW, "local"))).isEmpty();

    modes.heard(LEGACY, mode(LayerModeName.READ_WRITE, 3));
    assertThat(LayerWrites.forbidden(modes, LEGACY)).isEmpty();
  }

  @Test
  void shouldTakeAModeThatItDoesNotKnowAsOff() {
    modes.caughtUp();

    modes.heard(LEGACY, mode(LayerModeName.UNKNOWN, 1));

    assertThat(LayerWrites.forbidden(modes, LEGACY)).isPresent();
  }

  private static LayerMode mode(LayerModeName name, long epoch) {
    return LayerMode.newBuilder()
        .setLayer(LEGACY.layer())
        .setRegion(LEGACY.region())
        .setMode(name)
        .setReason("forced")
        .setBecause("forced by alice")
        .setEpoch(epoch)
        .setDecidedAt(Instant.EPOCH)
        .build();
  }
}
