package dev.mneme.follower.reach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ConsistencyTokenTest {
  @Test
  void shouldComeBackAsItWentOut() {
    ConsistencyToken token = new ConsistencyToken(3, 1L << 40);

    assertThat(token.encode()).matches("[A-Za-z0-9_-]{16}");
    assertThat(ConsistencyToken.decode(token.encode())).isEqualTo(token);
  }

  @Test
  void shouldRefuseWhatIsNone() {
    assertThatThrownBy(() -> ConsistencyToken.decode("AAAA"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ConsistencyToken.decode("no token!"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldTakeFromCallersOnlyWhatCanBeAToken() {
    assertThat(ConsistencyToken.parse(new ConsistencyToken(0, 7).encode()))
        .contains(new ConsistencyToken(0, 7));
    assertThat(ConsistencyToken.parse(new ConsistencyToken(4096, 7).encode())).isEmpty();
    assertThat(ConsistencyToken.parse(new ConsistencyToken(-1, 7).encode())).isEmpty();
    assertThat(ConsistencyToken.parse(new ConsistencyToken(0, -7).encode())).isEmpty();
    assertThat(ConsistencyToken.parse(new ConsistencyToken(0, 7).encode() + "=")).isEmpty();
    assertThat(ConsistencyToken.parse("no token!")).isEmpty();
    assertThat(ConsistencyToken.parse("")).isEmpty();
  }
}
