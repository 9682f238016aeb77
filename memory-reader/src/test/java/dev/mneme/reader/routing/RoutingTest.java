package dev.mneme.reader.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.control.Rollout;
import dev.mneme.reader.recall.Layer;
import dev.mneme.reader.routing.Route.Ask;
import dev.mneme.reader.routing.Route.Nothing;
import dev.mneme.reader.routing.Route.Step;
import dev.mneme.reader.routing.Standing.Readable;
import dev.mneme.reader.routing.Standing.Unfit;
import dev.mneme.reader.routing.Standing.Withdrawn;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RoutingTest {

  private static final String ADA = "0".repeat(64);

  private static final Standing READABLE_NEW = new Readable(7);
  private static final Standing READABLE_LEGACY = new Readable(3);
  private static final Standing WITHDRAWN = new Withdrawn("consecutive_failures", "3 time-outs");
  private static final Standing UNFIT = new Unfit("modes_unknown", "the modes are not known yet");

  private static final Step NEW = new Step(Layer.NEW, 7);
  private static final Step LEGACY = new Step(Layer.LEGACY, 3);

  static Stream<Arguments> table() {
    return Stream.of(
        Arguments.of(
            READABLE_NEW, READABLE_LEGACY, new Ask(List.of(NEW, LEGACY), null, Arm.NONE, null)),
        Arguments.of(READABLE_NEW, WITHDRAWN, new Ask(List.of(NEW), null, Arm.NONE, null)),
        Arguments.of(READABLE_NEW, UNFIT, new Ask(List.of(NEW), null, Arm.NONE, null)),
        Arguments.of(
            WITHDRAWN,
            READABLE_LEGACY,
            new Ask(
                List.of(LEGACY),
                new Degradation("consecutive_failures", "3 time-outs"),
                Arm.NONE,
                null)),
        Arguments.of(
            UNFIT,
            READABLE_LEGACY,
            new Ask(
                List.of(LEGACY),
                new Degradation("modes_unknown", "the modes are not known yet"),
                Arm.NONE,
                null)),
        Arguments.of(
            WITHDRAWN,
            WITHDRAWN,
            new Nothing(
                new Degradation(
                    "consecutive_failures", "3 time-outs; and the legacy layer: 3 time-outs"),
                Arm.NONE)),
        Arguments.of(
            UNFIT,
            WITHDRAWN,
            new Nothing(
                new Degradation(
                    "modes_unknown",
                    "the modes are not known yet; and the legacy layer: 3 time-outs"),
                Arm.NONE)),
        Arguments.of(
            WITHDRAWN,
            UNFIT,
            new Nothing(
                new Degradation(
                    "consecutive_failures",
                    "3 time-outs; and the legacy layer: the modes are not known yet"),
                Arm.NONE)),
        Arguments.of(
            UNFIT,
            UNFIT,
            new Nothing(
                new Degradation(
                    "modes_unknown",
                    "the modes are not known yet; and the legacy layer: the modes are not known"
                        + " yet"),
                Arm.NONE)));
  }

  @ParameterizedTest
  @MethodSource("table")
  void shouldRouteToTheReadableLayersTheNewOneFirst(
      Standing newLayer, Standing legacy, Route expected) {
    assertThat(Routing.route(new Rollout.Full(), ADA, newLayer, legacy)).isEqualTo(expected);
  }

  @Test
  void shouldNotReadTheNewLayerWhileItIsOff() {
    assertThat(Routing.route(new Rollout.Off(), ADA, READABLE_NEW, READABLE_LEGACY))
        .isEqualTo(new Ask(List.of(LEGACY), null, Arm.NONE, null));
    assertThat(Routing.route(new Rollout.Off(), ADA, READABLE_NEW, WITHDRAWN))
        .isEqualTo(new Nothing(new Degradation("consecutive_failures", "3 time-outs"), Arm.NONE));
  }

  @Test
  void shouldReadTheNewLayerBesidesInShadowWhereTheGuardLetsIt() {
    assertThat(Routing.route(new Rollout.Shadow(), ADA, READABLE_NEW, READABLE_LEGACY))
        .isEqualTo(new Ask(List.of(LEGACY), null, Arm.NONE, NEW));
    assertThat(Routing.route(new Rollout.Shadow(), ADA, WITHDRAWN, READABLE_LEGACY))
        .isEqualTo(new Ask(List.of(LEGACY), null, Arm.NONE, null));
  }

  @Test
  void shouldServeTheCanaryByTheNewLayerAndTheControlGroupByTheLegacyOne() {
    // ADA draws 8357 of 10000
    assertThat(route("canary:83.58"))
        .isEqualTo(new Ask(List.of(NEW, LEGACY), null, Arm.CANARY, null));
    assertThat(route("canary:83.57")).isEqualTo(new Ask(List.of(LEGACY), null, Arm.CONTROL, NEW));
  }

  @Test
  void shouldKeepASubjectOnItsSideWhicheverLayerAnswers() {
    assertThat(Routing.route(Rollout.canary(100), ADA, WITHDRAWN, READABLE_LEGACY))
        .isEqualTo(
            new Ask(
                List.of(LEGACY),
                new Degradation("consecutive_failures", "3 time-outs"),
                Arm.CANARY,
                null));
    assertThat(Routing.route(Rollout.canary(0), ADA, READABLE_NEW, UNFIT).arm())
        .isEqualTo(Arm.CONTROL);
  }

  /** An outage of the legacy layer must not send everybody to a layer that is being tried. */
  @Test
  void shouldNeverServeByTheNewLayerWhomTheRolloutDoesNotGiveToIt() {
    for (String rollout : List.of("off", "shadow", "canary:0")) {
      for (Standing legacy : List.of(READABLE_LEGACY, WITHDRAWN, UNFIT)) {
        assertThat(
                switch (Routing.route(Rollout.parse(rollout), ADA, READABLE_NEW, legacy)) {
                  case Ask ask -> ask.steps();
                  case Nothing _ -> List.<Step>of();
                })
            .as("%s with %s", rollout, legacy)
            .doesNotContain(NEW);
      }
    }
  }

  private static Route route(String rollout) {
    return Routing.route(Rollout.parse(rollout), ADA, READABLE_NEW, READABLE_LEGACY);
  }
}
