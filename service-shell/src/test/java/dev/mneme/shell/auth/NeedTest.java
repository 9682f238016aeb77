package dev.mneme.shell.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class NeedTest {
  @Test
  void shouldAskNothingForHealthMetricsDocumentsAndPublicKeys() {
    for (String path :
        new String[] {
          "/health",
          "/health/live",
          "/health/ready",
          "/readyz",
          "/metrics",
          "/openapi.json",
          "/asyncapi.json",
          "/v1/keys/jwks"
        }) {
      assertThat(Need.of(true, path)).as(path).isEqualTo(new Need.Nothing());
    }
  }

  @Test
  void shouldKnowTheOperationBehindAPathOfTheMemoryApi() {
    assertThat(Need.of(false, "/v1/personal/store"))
        .isEqualTo(new Need.Memories(Family.PERSONAL, Operation.STORE));
    assertThat(Need.of(false, "/v1/personal/memories/7/promote"))
        .isEqualTo(new Need.Memories(Family.PERSONAL, Operation.EDIT));
    assertThat(Need.of(true, "/v1/cohort/distill"))
        .isEqualTo(new Need.Memories(Family.COHORT, Operation.DISTILL));
    assertThat(Need.of(false, "/v1/context-packs/preview"))
        .isEqualTo(new Need.Memories(Family.PERSONAL, Operation.RECALL));
  }

  @Test
  void shouldCloseWhateverNobodyThoughtOf() {
    assertThat(Need.of(true, "/v1/personal/peek")).isInstanceOf(Need.Unpermitted.class);
    assertThat(Need.of(true, "/v1/personal")).isInstanceOf(Need.Unpermitted.class);
    for (String path :
        new String[] {
          "/", "", "/anything", "/healthy", "/metrics/", "/v1//personal/recall", "/v1/guard/scopes"
        }) {
      assertThat(Need.of(true, path))
          .as(path)
          .isEqualTo(new Need.OneOf(Set.of("operator", "auditor")));
      assertThat(Need.of(false, path)).as(path).isEqualTo(new Need.OneOf(Set.of("operator")));
    }
  }
}
