package dev.mneme.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OverlapsTest {
  @Test
  void shouldLetTheLongestWin() {
    Finding longer = new Finding(PiiType.PHONE, 0, 20);
    Finding inside = new Finding(PiiType.EMAIL, 5, 10);

    assertThat(Overlaps.resolve(List.of(inside, longer), List.of())).containsExactly(longer);
  }

  @Test
  void shouldLetTheMoreSpecificWinAmongEquallyLong() {
    Finding email = new Finding(PiiType.EMAIL, 0, 10);
    Finding phone = new Finding(PiiType.PHONE, 0, 10);

    assertThat(Overlaps.resolve(List.of(phone, email), List.of())).containsExactly(email);
  }

  @Test
  void shouldKeepWhatTheLoserCoversBeyondTheWinner() {
    Finding winner = new Finding(PiiType.EMAIL, 4, 20);
    Finding loser = new Finding(PiiType.PHONE, 0, 8);

    assertThat(Overlaps.resolve(List.of(loser, winner), List.of()))
        .containsExactly(new Finding(PiiType.PHONE, 0, 4), winner);
  }

  @Test
  void shouldNotCoverWhatIsUntouchable() {
    Finding placeholder = new Finding(PiiType.EMAIL, 5, 12);
    Finding across = new Finding(PiiType.PHONE, 0, 20);

    assertThat(Overlaps.resolve(List.of(across), List.of(placeholder)))
        .containsExactly(new Finding(PiiType.PHONE, 0, 5), new Finding(PiiType.PHONE, 12, 20));
  }

  @Test
  void shouldNotDependOnTheOrderOfFindings() {
    List<Finding> findings =
        List.of(
            new Finding(PiiType.PHONE, 0, 8),
            new Finding(PiiType.EMAIL, 6, 14),
            new Finding(PiiType.PHONE, 12, 30),
            new Finding(PiiType.EMAIL, 29, 31));

    assertThat(Overlaps.resolve(findings.reversed(), List.of()))
        .isEqualTo(Overlaps.resolve(findings, List.of()));
  }
}
