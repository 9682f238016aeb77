package dev.mneme.shell.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import org.junit.jupiter.api.Test;

class QuietThrowablesTest {

  @Test
  void shouldPrintOurOwnMessagesAndKeepOthersToThemselves() {
    NumberFormatException theirs = parserFailure();
    IllegalStateException ours = new IllegalStateException("MNEME_AUDIT_KEY is not base64", theirs);

    String printed = print(ours);

    assertThat(printed)
        .contains("java.lang.IllegalStateException: MNEME_AUDIT_KEY is not base64")
        .contains("caused by java.lang.NumberFormatException")
        .contains("QuietThrowablesTest")
        .doesNotContain("ada@example.com");
  }

  @Test
  void shouldPrintNothingForAnEventWithoutACause() {
    assertThat(print(null)).isEmpty();
  }

  private static NumberFormatException parserFailure() {
    try {
      Integer.parseInt("ada@example.com");
      throw new AssertionError("that is no number");
    } catch (NumberFormatException e) {
      return e;
    }
  }

  private static String print(Throwable cause) {
    LoggerContext context = new LoggerContext();
    return new QuietThrowables()
        .convert(
            new LoggingEvent(
                "test", context.getLogger("test"), Level.ERROR, "failed", cause, new Object[0]));
  }
}
