package dev.mneme.shell.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SafePathTest {
  @Test
  void shouldKeepOurOwnWordsAndIds() {
    for (String path :
        new String[] {
          "/v1/personal/recall/00000000-0000-0000-0000-000000000001",
          "/health/ready",
          "/v1/context-packs/preview",
          "/v1/ledger/entries/3/17"
        }) {
      assertThat(SafePath.of(path)).isEqualTo(path);
    }
  }

  @Test
  void shouldHideWhatTheCallerWrote() {
    assertThat(SafePath.of("/v1/personal/forget/ada@example.com"))
        .isEqualTo("/v1/personal/forget/…");
    assertThat(SafePath.of("/v1/personal/recall/+442079460958/Ada"))
        .isEqualTo("/v1/personal/recall/…/…");
  }
}
