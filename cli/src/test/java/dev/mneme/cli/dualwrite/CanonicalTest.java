package dev.mneme.cli.dualwrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"b\":1,\"a\":[true,null]} | {\"a\": [true, null], \"b\": 1}",
        "{\"n\":1e2} | {\"n\": 100}",
        "{\"n\":1.50} | {\"n\": 1.5}",
        "{\"n\":1e1000000} | \"{\\\"n\\\":1e1000000}\"",
        "{\"cut\": | \"{\\\"cut\\\":\"",
      })
  void shouldTakeForTheSameWhatTheDatabaseOnlyWritesItsOwnWay(String record, String row) {
    assertThat(Canonical.data(row)).isEqualTo(Canonical.data(record));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":1} | {\"a\":\"1\"}",
        "{\"a\":1} | {\"a\":1,\"b\":null}",
        "{\"a\":[1,2]} | {\"a\":[2,1]}",
        "{\"a\":\"b\"} | {\"a\":\"c\"}",
      })
  void shouldTakeForDifferentWhatSaysSomethingElse(String one, String other) {
    assertThat(Canonical.data(one)).isNotEqualTo(Canonical.data(other));
  }

  @Test
  void shouldLeaveOutWhatTheDatabaseCannotHold() {
    assertThat(Canonical.text("a\0b")).isEqualTo("ab");
    assertThat(Canonical.map(Map.of("k\0", "v"))).isEqualTo(Canonical.map(Map.of("k", "v")));
    assertThat(Canonical.strings(List.of("a\0"))).isEqualTo(Canonical.strings(List.of("a")));
    assertThat(Canonical.time(Instant.ofEpochMilli(Long.MAX_VALUE)))
        .isEqualTo(Canonical.time(Instant.parse("9999-12-31T23:59:59.999Z")));
  }

  @Test
  void shouldCutAPartitionIntoAsManySlicesAsFit() {
    assertThat(Slice.count(0, 10)).isEqualTo(1);
    assertThat(Slice.count(10, 10)).isEqualTo(1);
    assertThat(Slice.count(11, 10)).isEqualTo(2);
    long in = IntStream.range(0, 3).filter(n -> new Slice(n, 3).has("a/b/c")).count();
    assertThat(in).isEqualTo(1);
  }

  @Test
  void shouldSampleAboutAsManyAsAskedFor() {
    var sampled = new Extent.Sample(100, 7).among(1_000);

    long chosen = IntStream.range(0, 1_000).filter(n -> sampled.test("key " + n)).count();

    assertThat(chosen).isBetween(50L, 200L);
    assertThat(new Extent.Sample(0, 7).among(1_000)).rejects("key 1");
    assertThat(new Extent.Full().among(1_000)).accepts("key 1");
  }
}
