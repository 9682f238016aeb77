package dev.mneme.guard.webhook.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mneme.follower.RetryLaterException;
import dev.mneme.guard.webhook.Attempt;
import dev.mneme.guard.webhook.Notice;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class DeliveriesTest {

  private static final Duration BUDGET = Duration.ofMinutes(10);
  private static final Attempt AWAY = new Attempt.Later("status 503", Optional.empty());

  private final Deque<Attempt> answers = new ArrayDeque<>();
  private final List<String> told = new ArrayList<>();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Deliveries.Counters counters =
      new Deliveries.Counters(
          meters.counter("taken"), meters.counter("retried"), meters.counter("given_up"));
  private Instant now = Instant.parse("2026-01-31T12:00:00Z");
  private final Deliveries deliveries =
      new Deliveries(
          0,
          record -> record.offset() == 1 ? Optional.empty() : Optional.of(notice(record.offset())),
          notice -> {
            told.add(notice.text());
            return answers.isEmpty() ? new Attempt.Taken() : answers.remove();
          },
          BUDGET,
          counters,
          () -> now);

  @Test
  void shouldTellInOrderAndPassOverWhatNobodyIsToldOf() throws Exception {
    deliveries.apply(records(0, 3));

    assertThat(told).containsExactly("0", "2");
    assertThat(deliveries.next()).isEqualTo(3);
    assertThat(counters.taken().count()).isEqualTo(2);
  }

  @Test
  void shouldHoldUpWhatIsBehindUntilItIsTakenAndTellNothingTwice() throws Exception {
    answers.add(new Attempt.Taken());
    answers.add(AWAY);

    assertLater();
    assertThat(deliveries.next()).isEqualTo(2);
    now = now.plusSeconds(5);
    deliveries.apply(records(0, 3));

    assertThat(told).containsExactly("0", "2", "2");
    assertThat(counters.retried().count()).isEqualTo(1);
  }

  @Test
  void shouldKeepToThePauseThatTheReceiverAsksFor() throws Exception {
    answers.add(new Attempt.Later("status 429", Optional.of(Duration.ofSeconds(30))));
    assertLater();
    now = now.plusSeconds(29);
    assertLater();
    assertThat(told).hasSize(1);

    now = now.plusSeconds(1);
    deliveries.apply(records(0, 1));
    assertThat(told).hasSize(2);
  }

  @Test
  void shouldGiveUpWhenTheBudgetIsSpentAndGoOn() throws Exception {
    answers.add(AWAY);
    assertLater();
    answers.add(AWAY);
    now = now.plus(BUDGET);

    deliveries.apply(records(0, 3));

    assertThat(told).containsExactly("0", "0", "2");
    assertThat(counters.givenUp().count()).isEqualTo(1);
    assertThat(deliveries.next()).isEqualTo(3);
  }

  @Test
  void shouldGiveUpAtOnceWhatIsRefused() throws Exception {
    answers.add(new Attempt.Refused("status 410"));

    deliveries.apply(records(0, 3));

    assertThat(told).containsExactly("0", "2");
    assertThat(counters.givenUp().count()).isEqualTo(1);
  }

  private void assertLater() {
    assertThatExceptionOfType(RetryLaterException.class)
        .isThrownBy(() -> deliveries.apply(records(0, 3)));
  }

  private static List<ConsumerRecord<byte[], byte[]>> records(long from, long to) {
    return LongStream.range(from, to)
        .mapToObj(
            offset ->
                new ConsumerRecord<>("memory.guard.events", 0, offset, new byte[0], new byte[0]))
        .toList();
  }

  private static Notice notice(long offset) {
    return new Notice(
        new UUID(0, offset), "guard.forced", Instant.EPOCH, Long.toString(offset), Map.of());
  }
}
