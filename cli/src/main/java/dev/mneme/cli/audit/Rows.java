package dev.mneme.cli.audit;

import dev.mneme.events.AuditEvent;
import dev.mneme.ledger.format.EntryField;
import dev.mneme.ledger.format.LedgerEntry;
import dev.mneme.serde.AvroCodec;
import dev.mneme.serde.Decoding;
import java.io.IOException;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/** Makes rows of entries. */
public final class Rows {
  private static final int PROGRESS_EVERY = 65_536;

  private final Entries entries;
  private final AvroCodec<AuditEvent> codec;
  private final LongConsumer progress;

  /**
   * @param codec that knows the schemas of the values
   * @param progress told how many entries were read, now and then
   */
  public Rows(Entries entries, AvroCodec<AuditEvent> codec, LongConsumer progress) {
    this.entries = entries;
    this.codec = codec;
    this.progress = progress;
  }

  /** Takes rows as they come. */
  @FunctionalInterface
  public interface Taker {
    void take(AuditRow row) throws IOException;
  }

  /** Hands on those that are wanted and says how many entries there were. */
  public long each(Predicate<AuditRow> wanted, Taker taker) throws IOException {
    long[] read = {0};
    entries.each(
        entry -> {
          AuditRow row = row(entry);
          if (wanted.test(row)) {
            taker.take(row);
          }
          if (++read[0] % PROGRESS_EVERY == 0) {
            progress.accept(read[0]);
          }
        });
    progress.accept(read[0]);
    return read[0];
  }

  private AuditRow row(LedgerEntry entry) throws IOException {
    return switch (entry.value()) {
      case EntryField.Absent _ -> new AuditRow(entry, null, "the record had no value");
      case EntryField.Digest _ ->
          new AuditRow(entry, null, "the record was too long, and only its hash is kept");
      case EntryField.Bytes bytes ->
          switch (codec.decode(bytes.bytes())) {
            case Decoding.Decoded<AuditEvent>(AuditEvent event) -> new AuditRow(entry, event, null);
            case Decoding.Undecodable<AuditEvent>(String reason, var _) ->
                new AuditRow(entry, null, reason);
            case Decoding.RegistryUnavailable<AuditEvent>(String reason) ->
                throw new IOException("the registry does not say what the values are: " + reason);
          };
    };
  }
}
