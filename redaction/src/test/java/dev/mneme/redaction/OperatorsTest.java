package dev.mneme.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class OperatorsTest {
  private static final String TEXT = "Ask ada@example.com or +44 20 7946 0958.";

  private final RedactionKey key = new RedactionKey("k".repeat(32).getBytes());

  private Redactor with(Operator forEmail) {
    return Redactor.of(new Policy("test", Map.of(PiiType.EMAIL, forEmail)), key);
  }

  @Test
  void shouldShowNoMoreThanAskedFor() {
    Redactor masking =
        Redactor.of(new Policy("test", Map.of(PiiType.PHONE, new Operator.Mask(2))), key);

    assertThat(masking.redact(TEXT).text()).isEqualTo("Ask ada@example.com or [PHONE:***58].");
  }

  @Test
  void shouldHashTheSamePersonTheSameHoweverWritten() {
    Redactor hashing = with(new Operator.Hash());

    String once = hashing.redact("ada@example.com").text();

    assertThat(once).matches("\\[EMAIL:hash:[a-p]{32}]");
    assertThat(hashing.redact("ADA@example.com").text()).isEqualTo(once);
    assertThat(hashing.redact("ada [at] example dot com").text()).isEqualTo(once);
    assertThat(hashing.redact("bob@example.com").text()).isNotEqualTo(once);
  }

  @Test
  void shouldHashOtherwiseWithAnotherKey() {
    Policy policy = new Policy("test", Map.of(PiiType.EMAIL, new Operator.Hash()));
    RedactionKey other = new RedactionKey("o".repeat(32).getBytes());

    assertThat(Redactor.of(policy, key).redact(TEXT).text())
        .isNotEqualTo(Redactor.of(policy, other).redact(TEXT).text());
  }

  @Test
  void shouldRevealATokenToWhoeverHasTheKey() {
    String sealed = with(new Operator.Token()).redact("ada@example.com").text();

    assertThat(sealed).matches("\\[EMAIL:token:[a-p]+]");
    assertThat(key.reveal(sealed)).contains("ada@example.com");
    assertThat(new RedactionKey("o".repeat(32).getBytes()).reveal(sealed)).isEmpty();
    assertThat(key.reveal(sealed.replace("EMAIL", "PHONE"))).isEmpty();
    assertThat(key.reveal("[EMAIL]")).isEmpty();
    assertThat(key.reveal("[EMAIL:token:abc]")).isEmpty();
  }

  @Test
  void shouldSealTheSameTextTheSame() {
    Redactor sealing = with(new Operator.Token());

    assertThat(sealing.redact(TEXT)).isEqualTo(sealing.redact(TEXT));
  }

  @Test
  void shouldChangeNothingTheSecondTimeWhateverTheOperator() {
    for (Operator operator :
        new Operator[] {new Operator.Mask(4), new Operator.Hash(), new Operator.Token()}) {
      Redactor redactor = with(operator);
      String once = redactor.redact(TEXT).text();

      assertThat(redactor.redact(once)).isEqualTo(new Redacted(once, java.util.List.of()));
    }
  }

  @Test
  void shouldNotTakeDigitsInAForgedPlaceholderForRedacted() {
    Redactor redactor = Redactor.of(Policy.standard());

    assertThat(redactor.redact("[CREDIT_CARD:token:4532071216424424]").text())
        .doesNotContain("4532071216424424");
  }

  @Test
  void shouldRefuseAPolicyThatNeedsAKeyWithoutOne() {
    Policy policy = new Policy("test", Map.of(PiiType.EMAIL, new Operator.Hash()));

    assertThatThrownBy(() -> Redactor.of(policy))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("EMAIL");
    assertThatThrownBy(() -> new RedactionKey(new byte[16]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
