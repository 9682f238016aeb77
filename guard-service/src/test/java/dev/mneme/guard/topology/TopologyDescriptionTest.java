package dev.mneme.guard.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.deadletter.DeadLetterKey;
import dev.mneme.deadletter.DeadLetters;
import dev.mneme.guard.decision.GuardPolicy;
import dev.mneme.serde.InMemoryCodecs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/**
 * Names of sources, stores and internal topics are data on the broker: a changed one loses state.
 */
class TopologyDescriptionTest {

  @Test
  void shouldBeTheTopologyThatWasReviewed() throws IOException {
    var parts =
        new GuardParts(
            new InMemoryCodecs(),
            new DeadLetters(new DeadLetterKey(new byte[32]), "guard-service"),
            new Announcer(GuardDriver.HASH, "guard-0"),
            GuardPolicy.DEFAULT,
            1,
            Duration.ZERO,
            InstantSource.system(),
            (_, _) -> {});

    String described = GuardTopology.build(parts).describe().toString();

    try (InputStream reviewed = getClass().getResourceAsStream("/guard-topology.txt")) {
      assertThat(described.strip())
          .isEqualTo(new String(reviewed.readAllBytes(), StandardCharsets.UTF_8).strip());
    }
  }
}
