package dev.mneme.ledger.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EntryFormatTest {

  @Test
  void shouldCommitByDigestToWhatIsTooLong() throws MalformedEntryException {
    byte[] longest = new byte[EntryFormat.LONGEST_VALUE];
    byte[] longer = new byte[EntryFormat.LONGEST_VALUE + 1];

    LedgerEntry kept = LedgerEntry.of(0, 0, 0, 0, new byte[EntryFormat.LONGEST_KEY], longest);
    LedgerEntry digest = LedgerEntry.of(0, 0, 0, 0, new byte[EntryFormat.LONGEST_KEY + 1], longer);

    assertThat(EntryFormat.encode(kept)).hasSize(EntryFormat.LONGEST_ENTRY);
    assertThat(EntryFormat.LONGEST_ENTRY).isEqualTo(33831).isLessThan(65536);
    assertThat(digest.value())
        .isEqualTo(new EntryField.Digest(longer.length, LedgerHashes.plain(longer)));
    assertThat(EntryFormat.decode(EntryFormat.encode(digest))).isEqualTo(digest);
  }

  @Test
  void shouldRefuseADigestOfWhatIsShortEnough() {
    byte[] small =
        EntryFormat.encode(
            new LedgerEntry(
                0,
                0,
                0,
                0,
                new EntryField.Absent(),
                new EntryField.Digest(100, LedgerHashes.plain(new byte[100]))));

    assertThatThrownBy(() -> EntryFormat.decode(small))
        .isInstanceOf(MalformedEntryException.class)
        .hasMessageContaining("length 100");
  }
}
