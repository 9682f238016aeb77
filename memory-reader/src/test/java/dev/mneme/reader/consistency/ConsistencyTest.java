package dev.mneme.reader.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.follower.reach.ConsistencyToken;
import dev.mneme.follower.reach.Reach;
import dev.mneme.reader.recall.Layer;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ConsistencyTest {

  private static final ConsistencyToken TOKEN = new ConsistencyToken(1, 9);
  private static final Duration BOUND = Duration.ofMillis(120);

  private final AtomicInteger asked = new AtomicInteger();
  private volatile Reach reach = new Reach.At(100, 10);
  private volatile long lucene = 100;
  private volatile OptionalLong postgres = OptionalLong.of(90);
  private final Consistency consistency =
      new Consistency(
          (token, within) -> {
            asked.incrementAndGet();
            return reach;
          },
          (layer, partition) -> layer == Layer.NEW ? OptionalLong.of(lucene) : postgres,
          BOUND,
          2,
          4);

  @Test
  void shouldBeMetByTheLayerThatShowsTheWriteAndNotByTheOther() throws Exception {
    assertThat(consistency.of(TOKEN).metBy(Layer.NEW)).isTrue();
    assertThat(consistency.of(TOKEN).metBy(Layer.LEGACY)).isFalse();

    postgres = OptionalLong.empty();
    assertThat(consistency.of(TOKEN).metBy(Layer.LEGACY)).isFalse();
    postgres = OptionalLong.of(100);
    assertThat(consistency.of(TOKEN).metBy(Layer.LEGACY)).isTrue();
  }

  @Test
  void shouldWaitUntilItIsVisible() throws Exception {
    lucene = 99;
    reach = new Reach.Pending();
    Consistency patient =
        new Consistency(
            (token, within) -> reach,
            (layer, partition) -> OptionalLong.of(lucene),
            Duration.ofSeconds(30),
            2,
            4);
    Demand demand = patient.of(TOKEN);
    Thread.ofVirtual()
        .start(
            () -> {
              reach = new Reach.At(100, 10);
              lucene = 100;
            });

    assertThat(demand.metBy(Layer.NEW)).isTrue();
  }

  @Test
  void shouldWaitNoLongerThanItsBoundForAllLayersTogether() throws Exception {
    lucene = 1;
    Demand demand = consistency.of(TOKEN);
    long start = System.nanoTime();

    assertThat(demand.metBy(Layer.NEW)).isFalse();
    assertThat(demand.metBy(Layer.LEGACY)).isFalse();

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(BOUND.dividedBy(2), Duration.ofSeconds(20));
  }

  @Test
  void shouldNotBeMetWhenNobodySaysWhereTheWriteIs() throws Exception {
    reach = new Reach.Unknown("the broker is away");

    assertThat(consistency.of(TOKEN).metBy(Layer.NEW)).isFalse();
  }

  @Test
  void shouldRefuseATokenOfAnotherLog() {
    reach = new Reach.Foreign();

    assertThatThrownBy(() -> consistency.of(TOKEN)).isInstanceOf(ForeignTokenException.class);
  }

  @Test
  void shouldNotAskAgainAboutWhatIsKnownToBeVisible() throws Exception {
    postgres = OptionalLong.of(100);
    Demand first = consistency.of(TOKEN);
    assertThat(first.metBy(Layer.NEW)).isTrue();
    assertThat(first.metBy(Layer.LEGACY)).isTrue();
    int before = asked.get();

    assertThat(consistency.of(new ConsistencyToken(1, 3)).metBy(Layer.NEW)).isTrue();
    assertThat(consistency.of(TOKEN).metBy(Layer.LEGACY)).isTrue();

    assertThat(asked).hasValue(before);
  }
}
