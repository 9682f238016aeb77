package dev.mneme.writer.publish;

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
}
