package dev.mneme.outcomes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.mneme.events.LatencyBucket;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

class LatencyHistogramTest {

  @Property
  void shouldKnowEachDurationWithinHalfAPercent(
      @ForAll @LongRange(min = 1, max = 3_600_000_000L) long micros) {
    int index = LatencyHistogram.index(micros);

    assertThat(LatencyHistogram.micros(index)).isCloseTo(micros, within(micros * 0.005));
    assertThat(index).isBetween(0, LatencyHistogram.LARGEST_INDEX);
  }

  @Property
  void shouldNotMatterWhereDurationsArePutTogether(
      @ForAll("durations") List<Long> some, @ForAll("durations") List<Long> others) {
    LatencyHistogram atOnce = of(some);
    others.forEach(atOnce::addMicros);
    LatencyHistogram inParts = of(others);
    inParts.addAll(of(some));

    assertThat(inParts).isEqualTo(atOnce);
    assertThat(inParts.total()).isEqualTo(some.size() + others.size());
  }

  @Property
  void shouldBeTheSameAfterItsBucketsTravelled(@ForAll("durations") List<Long> durations) {
    LatencyHistogram sent = of(durations);

    var read = new LatencyHistogram();
    for (LatencyBucket bucket : sent.buckets()) {
      read.add(bucket.getIndex(), bucket.getCount());
    }

    assertThat(read).isEqualTo(sent);
    assertThat(sent.buckets()).extracting(LatencyBucket::getIndex).isSorted();
  }

  @Property
  void shouldKeepTheOrderOfQuantiles(@ForAll("durations") List<Long> durations) {
    var sorted = durations.stream().sorted().toList();
    var indexes = sorted.stream().map(LatencyHistogram::index).toList();

    assertThat(indexes).isSorted();
  }

  @Example
  void shouldStayBoundedWhateverComes() {
    assertThat(LatencyHistogram.index(-5)).isZero();
    assertThat(LatencyHistogram.index(Long.MAX_VALUE)).isEqualTo(LatencyHistogram.LARGEST_INDEX);
  }

  @Provide
  Arbitrary<List<Long>> durations() {
    return Arbitraries.longs().between(1, 60_000_000).list().ofMaxSize(300);
  }

  private static LatencyHistogram of(List<Long> durations) {
    var histogram = new LatencyHistogram();
    durations.forEach(histogram::addMicros);
    return histogram;
  }
}
