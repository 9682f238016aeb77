package dev.mneme.ledger.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class EntryFormatPropertyTest {

  @Property(tries = 500)
  void shouldReadBackWhatItWrote(
      @ForAll @IntRange(min = 0) int partition,
      @ForAll @LongRange(min = 0) long index,
      @ForAll @LongRange(min = 0) long offset,
      @ForAll long timestamp,
      @ForAll byte[] key,
      @ForAll byte[] value)
      throws MalformedEntryException {
    LedgerEntry entry = LedgerEntry.of(partition, index, offset, timestamp, key, value);

    byte[] encoded = EntryFormat.encode(entry);

    assertThat(EntryFormat.decode(encoded)).usingRecursiveComparison().isEqualTo(entry);
  }

  @Property(tries = 1000)
  void shouldHaveOneEncodingOfEachEntry(
      @ForAll byte[] key,
      @ForAll byte[] value,
      @ForAll @IntRange(min = 0, max = 10_000) int place,
      @ForAll byte change) {
    byte[] bytes = EntryFormat.encode(LedgerEntry.of(1, 2, 3, 4, key, value));
    bytes[place % bytes.length] ^= change;

    LedgerEntry read;
    try {
      read = EntryFormat.decode(bytes);
    } catch (MalformedEntryException refused) {
      assertThat(refused).hasMessageMatching(".+");
      return;
    }
    assertThat(EntryFormat.encode(read)).isEqualTo(bytes);
  }

  @Property(tries = 300)
  void shouldRefuseAnEntryCutShortOrTooLong(
      @ForAll byte[] key, @ForAll byte[] value, @ForAll @IntRange(min = 0, max = 2000) int length) {
    byte[] whole = EntryFormat.encode(LedgerEntry.of(1, 2, 3, 4, key, value));
    Assume.that(length != whole.length);

    assertThatThrownBy(() -> EntryFormat.decode(Arrays.copyOf(whole, length)))
        .isInstanceOf(MalformedEntryException.class);
  }
}
