package dev.mneme.outcomes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.events.OperationOutcome;
import dev.mneme.events.OutcomeKind;
import dev.mneme.events.OutcomeResult;
import dev.mneme.events.ReadArm;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class OutcomeBatchTest {

  @Property
  void shouldKeepTheDurationsOfAllThatWereAnsweredWhereverABatchEnds(
      @ForAll("reads") List<OperationOutcome> reads, @ForAll @IntRange(min = 1, max = 20) int cut) {
    var single = new LatencyHistogram();
    reads.forEach(read -> single.addAll(LatencyHistogram.answered(read)));

    OutcomeBatch first = batch(reads.subList(0, Math.min(cut, reads.size())));
    if (cut < reads.size()) {
      first.add(batch(reads.subList(cut, reads.size())).toOutcome());
    }

    assertThat(LatencyHistogram.answered(first.toOutcome())).isEqualTo(single);
  }

  @Example
  void shouldNotMixTheArmsOfARollout() {
    var batch = new OutcomeBatch(read(OutcomeResult.SUCCESS, 10, ReadArm.CANARY));

    assertThat(batch.takes(read(OutcomeResult.SUCCESS, 10, ReadArm.CANARY))).isTrue();
    assertThat(batch.takes(read(OutcomeResult.SUCCESS, 10, ReadArm.CONTROL))).isFalse();
    assertThat(batch.takes(read(OutcomeResult.SUCCESS, 10, null))).isFalse();
    batch.add(read(OutcomeResult.TIMEOUT, 20, ReadArm.CANARY));
    assertThat(batch.toOutcome().getArm()).isEqualTo(ReadArm.CANARY);
  }

  @Provide
  Arbitrary<List<OperationOutcome>> reads() {
    return Combinators.combine(
            Arbitraries.of(OutcomeResult.SUCCESS, OutcomeResult.TIMEOUT, OutcomeResult.REJECTED),
            Arbitraries.longs().between(1, 200_000))
        .as((result, micros) -> read(result, micros, ReadArm.CONTROL))
        .list()
        .ofMinSize(1)
        .ofMaxSize(40);
  }

  private static OutcomeBatch batch(List<OperationOutcome> reads) {
    var batch = new OutcomeBatch(reads.getFirst());
    reads.stream().skip(1).forEach(batch::add);
    return batch;
  }

  private static OperationOutcome read(OutcomeResult result, long micros, ReadArm arm) {
    return OperationOutcome.newBuilder()
        .setOutcomeId(UUID.randomUUID())
        .setLayer("new")
        .setRegion("local")
        .setKind(OutcomeKind.OPERATION)
        .setOperation("recall")
        .setFamily("personal")
        .setResult(result)
        .setEpoch(1)
        .setLatencyMicros(micros)
        .setService("memory-reader")
        .setInstance("reader-0")
        .setAt(Instant.EPOCH)
        .setArm(arm)
        .build();
  }
}
