package dev.mneme.reader.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.reader.recall.Layer;
import dev.mneme.reader.routing.Route.Ask;
import dev.mneme.reader.routing.Route.Nothing;
import dev.mneme.reader.routing.Route.Step;
import dev.mneme.reader.routing.Standing.Readable;
import dev.mneme.reader.routing.Standing.Unfit;
import dev.mneme.reader.routing.Standing.Withdrawn;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RoutingTest {

  private static final Standing READABLE_NEW = new Readable(7);
  private static final Standing READABLE_LEGACY = new Readable(3);
  private static final Standing WITHDRAWN = new Withdrawn("consecutive_failures", "3 time-outs");
  private static final Standing UNFIT = new Unfit("modes_unknown", "the modes are not known yet");

  private static final Step NEW = new Step(Layer.NEW, 7);
  private static final Step LEGACY = new Step(Layer.LEGACY, 3);

  static Stream<Arguments> table() {
    return Stream.of(
        Arguments.of(READABLE_NEW, READABLE_LEGACY, new Ask(List.of(NEW, LEGACY), null)),
        Arguments.of(READABLE_NEW, WITHDRAWN, new Ask(List.of(NEW), null)),
        Arguments.of(READABLE_NEW, UNFIT, new Ask(List.of(NEW), null)),
        Arguments.of(
            WITHDRAWN,
            READABLE_LEGACY,
            new Ask(List.of(LEGACY), new Degradation("consecutive_failures", "3 time-outs"))),
        Arguments.of(
            UNFIT,
            READABLE_LEGACY,
            new Ask(
                List.of(LEGACY), new Degradation("modes_unknown", "the modes are not known yet"))),
        Arguments.of(
            WITHDRAWN,
            WITHDRAWN,
            new Nothing(
                new Degradation(
                    "consecutive_failures", "3 time-outs; and the legacy layer: 3 time-outs"))),
        Arguments.of(
            UNFIT,
            WITHDRAWN,
            new Nothing(
                new Degradation(
                    "modes_unknown",
                    "the modes are not known yet; and the legacy layer: 3 time-outs"))),
        Arguments.of(
            WITHDRAWN,
            UNFIT,
            new Nothing(
                new Degradation(
                    "consecutive_failures",
                    "3 time-outs; and the legacy layer: the modes are not known yet"))),
        Arguments.of(
            UNFIT,
            UNFIT,
            new Nothing(
                new Degradation(
                    "modes_unknown",
                    "the modes are not known yet; and the legacy layer: the modes are not known"
                        + " yet"))));
  }

  @ParameterizedTest
  @MethodSource("table")
  void shouldRouteToTheReadableLayersTheNewOneFirst(
      Standing newLayer, Standing legacy, Route expected) {
    assertThat(Routing.route(newLayer, legacy)).isEqualTo(expected);
  }
}
