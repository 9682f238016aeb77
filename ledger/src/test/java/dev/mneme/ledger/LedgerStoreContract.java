package dev.mneme.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.ledger.format.EntryField;
import dev.mneme.ledger.format.Hash;
import dev.mneme.ledger.format.LedgerHashes;
import dev.mneme.ledger.merkle.MerkleTree;
import dev.mneme.ledger.merkle.ProofCheck;
import dev.mneme.ledger.merkle.TreeEdge;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every ledger store does. */
public interface LedgerStoreContract {

  LedgerStore store();

  @Test
  default void shouldBeginEmptyAndWantOffsetZero() throws IOException {
    try (LedgerLog log = store().open(3)) {
      assertThat(log.head()).isEqualTo(new Head(3, 0, LedgerHashes.empty(3), 0));
      assertThat(log.read(0)).isEmpty();
    }
  }

  @Test
  default void shouldChainEachEntryToTheOneBefore() throws IOException {
    // Given
    List<CommittedRecord> records = Samples.records(20, 1);

    // When
    try (LedgerLog log = store().open(0)) {
      List<StoredEntry> made = log.append(records);

      // Then
      assertThat(made).extracting(StoredEntry::chain).last().isEqualTo(log.head().hash());
      Hash chain = LedgerHashes.empty(0);
      for (int i = 0; i < 20; i++) {
        StoredEntry stored = log.read(i).orElseThrow();
        chain = LedgerHashes.chain(chain, LedgerHashes.leaf(stored.encoded()));
        assertThat(stored.entry().index()).isEqualTo(i);
        assertThat(stored.entry().offset()).isEqualTo(records.get(i).offset());
        assertThat(stored.chain()).isEqualTo(chain);
      }
      assertThat(log.head().hash()).isEqualTo(chain);
      assertThat(log.head().size()).isEqualTo(20);
      assertThat(log.head().nextOffset()).isEqualTo(records.getLast().offset() + 1);
    }
  }

  @Test
  default void shouldGrowAMerkleTreeOverTheSameLeaves() throws IOException {
    try (LedgerLog log = store().open(0)) {
      TreeEdge expected = new TreeEdge();
      assertThat(log.root(0)).isEqualTo(expected.root());
      for (CommittedRecord record : Samples.records(30, 5)) {
        expected.append(log.append(List.of(record)).getFirst().leaf());
        assertThat(log.root(expected.size())).isEqualTo(expected.root());
      }
      Hash ten = log.root(10);
      List<Hash> proof = MerkleTree.consistency(log.nodes(), 10, 30);
      assertThat(ProofCheck.consistent(10, ten, 30, log.root(30), proof)).isTrue();
      assertThatThrownBy(() -> log.root(31)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  default void shouldReachTheSameHeadInOneBatchAndInMany() throws IOException {
    List<CommittedRecord> records = new ArrayList<>();
    Samples.records(30, 2).forEach(records::add);

    try (LedgerLog one = store().open(0);
        LedgerLog many = store().open(1)) {
      one.append(records);
      for (CommittedRecord record : records) {
        many.append(List.of(record));
      }

      assertThat(many.head().size()).isEqualTo(one.head().size());
      assertThat(many.head().nextOffset()).isEqualTo(one.head().nextOffset());
      // A partition is part of every entry: equal records, different chains.
      assertThat(many.head().hash()).isNotEqualTo(one.head().hash());
    }
  }

  @Test
  default void shouldGoOnWhereItWasClosed() throws IOException {
    List<CommittedRecord> records = Samples.records(10, 3);
    Samples.fill(store(), 0, records.subList(0, 4));

    try (LedgerLog log = store().open(0)) {
      assertThat(log.head().size()).isEqualTo(4);
      log.append(records.subList(4, 10));
      assertThat(log.head().size()).isEqualTo(10);
      assertThat(log.read(3)).isPresent();
    }
  }

  @Test
  default void shouldRefuseAnOffsetItHasPassedAndAppendNothingOfThatBatch() throws IOException {
    try (LedgerLog log = store().open(0)) {
      log.append(List.of(new CommittedRecord(7, 0, null, new byte[] {1})));
      Head before = log.head();

      assertThatThrownBy(
              () ->
                  log.append(
                      List.of(
                          new CommittedRecord(8, 0, null, new byte[] {2}),
                          new CommittedRecord(8, 0, null, new byte[] {3}))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("offset 9");

      assertThat(log.head()).isEqualTo(before);
      log.append(List.of(new CommittedRecord(8, 0, null, new byte[] {2})));
      assertThat(log.head().size()).isEqualTo(2);
    }
  }

  @Test
  default void shouldReadEntriesInOrderUpToAsManyAsAsked() throws IOException {
    try (LedgerLog log = store().open(0)) {
      log.append(Samples.records(11, 4));

      List<Long> indices = new ArrayList<>();
      while (indices.size() < 11) {
        List<StoredEntry> part = log.read(indices.size(), 3);
        assertThat(part).hasSizeBetween(1, 3);
        part.forEach(stored -> indices.add(stored.entry().index()));
      }
      assertThat(indices).isSorted().doesNotHaveDuplicates().hasSize(11);
      assertThat(log.read(11, 3)).isEmpty();
      assertThat(log.read(-1, 3)).isEmpty();
    }
  }

  @Test
  default void shouldKeepAnEmptyBatchFromChangingAnything() throws IOException {
    try (LedgerLog log = store().open(0)) {
      assertThat(log.append(List.of())).isEmpty();
      assertThat(log.head()).isEqualTo(Head.empty(0));
    }
  }

  @Test
  default void shouldKeepAbsentAndEmptyApart() throws IOException {
    try (LedgerLog log = store().open(0)) {
      log.append(List.of(new CommittedRecord(0, 0, null, new byte[0])));

      StoredEntry stored = log.read(0).orElseThrow();
      assertThat(stored.entry().key()).isEqualTo(new EntryField.Absent());
      assertThat(stored.entry().value())
          .isInstanceOfSatisfying(
              EntryField.Bytes.class, value -> assertThat(value.bytes()).isEmpty());
    }
  }

  @Test
  default void shouldOpenAPartitionOnlyOnceAtATime() throws IOException {
    try (LedgerLog _ = store().open(0)) {
      assertThatThrownBy(() -> store().open(0)).isInstanceOf(IllegalStateException.class);
    }
    try (LedgerLog again = store().open(0)) {
      assertThat(again.head().size()).isZero();
    }
  }
}
