package dev.mneme.writer.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.Test;

class AbsenceTest {
  private static final byte[] ANY = {1};

  private final Random random = new Random(11);
  private final Set<Long> stored = new LinkedHashSet<>();
  private int open;

  /** Keys are their own hashes. */
  private final Absence<Long> absence = new Absence<>(Everything::new, key -> key);

  @Test
  void shouldBeSureAtOnceWhenTheStoreWasEmpty() {
    assertThat(absence.isSure(random.nextLong())).isTrue();
  }

  @Test
  void shouldNeverBeSureOfAKeyThatIsThereWhileItGrows() {
    for (int n = 0; n < 400_000; n++) {
      long key = random.nextLong();
      absence.isSure(key);
      add(key);
      assertThat(absence.isSure(key)).isFalse();
    }

    assertThat(stored).noneMatch(absence::isSure);
    assertThat(sureOf(10_000)).isGreaterThan(9_700);
    assertThat(open).isZero();
  }

  @Test
  void shouldSayNothingBeforeItKnowsAllThatWasThereBefore() {
    for (int n = 0; n < 1_000; n++) {
      stored.add(random.nextLong());
    }

    for (int asked = 0; asked < 200; asked++) {
      assertThat(absence.isSure(random.nextLong())).isFalse();
    }
    sureOf(100);

    assertThat(sureOf(1_000)).isGreaterThan(980);
    assertThat(stored).noneMatch(absence::isSure);
    assertThat(open).isZero();
  }

  @Test
  void shouldCountWhatIsAddedWhileItLearns() {
    for (int n = 0; n < 1_000; n++) {
      stored.add(random.nextLong());
    }
    absence.isSure(random.nextLong());

    long late = random.nextLong();
    absence.added(late); // behind what the iterator will come to
    sureOf(1_000);

    assertThat(absence.isSure(late)).isFalse();
    assertThat(sureOf(1_000)).isGreaterThan(980);
  }

  @Test
  void shouldWatchNoStoreThatHasOutgrownIt() {
    for (int n = 0; n < (1 << 20) + 10; n++) {
      add(random.nextLong());
      absence.isSure(n);
    }

    assertThat(sureOf(100)).isZero();
    assertThat(open).isZero();
  }

  @Test
  void shouldLeaveNothingOpen() {
    stored.add(1L);
    for (long n = 2; n < 100; n++) {
      stored.add(n);
    }
    absence.isSure(5);
    assertThat(open).isOne();

    absence.close();

    assertThat(open).isZero();
  }

  private void add(long key) {
    stored.add(key);
    absence.added(key);
  }

  /** Of so many keys that are not there. */
  private int sureOf(int keys) {
    int sure = 0;
    for (int n = 0; n < keys; n++) {
      sure += absence.isSure(random.nextLong()) ? 1 : 0;
    }
    return sure;
  }

  /** As a store's iterator: shows what was there when it was made. */
  private final class Everything implements KeyValueIterator<Long, byte[]> {
    private final Iterator<Long> keys = Set.copyOf(stored).iterator();

    Everything() {
      open++;
    }

    @Override
    public boolean hasNext() {
      return keys.hasNext();
    }

    @Override
    public KeyValue<Long, byte[]> next() {
      return new KeyValue<>(keys.next(), ANY);
    }

    @Override
    public Long peekNextKey() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
      open--;
    }
  }
}
