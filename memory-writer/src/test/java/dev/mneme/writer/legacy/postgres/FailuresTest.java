package dev.mneme.writer.legacy.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailuresTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "08006", "08001", "53100", "53300", "57P01", "57014", "40P01", "40001", "55P03", "25006",
        "3D000", "58030", "28P01"
      })
  void shouldExpectTheseToPass(String state) {
    assertThat(Failures.mayPass(new SQLException("x", state))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"23505", "42P01", "22021", "42703"})
  void shouldNotExpectTheseToPass(String state) {
    assertThat(Failures.mayPass(new SQLException("x", state))).isFalse();
  }

  @Test
  void shouldExpectAPoolThatRanDryAndASilentServerToPass() {
    assertThat(Failures.mayPass(new SQLTransientConnectionException("no connection"))).isTrue();
    assertThat(Failures.mayPass(new SQLException("x", new SocketTimeoutException()))).isTrue();
  }

  @Test
  void shouldNotRepeatTheWordsOfTheServer() {
    assertThat(Failures.describe(new SQLException("Key (text)=(ada@example.com)", "53100")))
        .isEqualTo("failed with SQLSTATE 53100");
  }
}
