package dev.mneme.writer.topology;

import dev.mneme.events.AuditEvent;
import dev.mneme.events.SubjectKey;
import dev.mneme.identity.SubjectKeyring;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The key each subject is hashed with in the audit: made with the first entry about the subject,
 * destroyed when the subject is forgotten whole. This task is the only one that makes keys of its
 * subjects, and commits each with the entry it was made for.
 *
 * <pre>
 * audit-keys: hash of tenant and pseudonym (32 bytes) → the key, sealed
 * </pre>
 */
final class AuditKeys {
  static final String STORE = "audit-keys";

  /** What is deleted from the store must leave its changelog as well, and soon. */
  private static final Map<String, String> CHANGELOG =
      Map.of("max.compaction.lag.ms", Long.toString(24L * 60 * 60 * 1000));

  private final KeyValueStore<byte[], byte[]> store;
  private final SubjectKeyring keyring;

  AuditKeys(KeyValueStore<byte[], byte[]> store, SubjectKeyring keyring) {
    this.store = store;
    this.keyring = keyring;
  }

  static StoreBuilder<KeyValueStore<byte[], byte[]>> builder() {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(STORE), Serdes.ByteArray(), Serdes.ByteArray())
        .withLoggingEnabled(CHANGELOG);
  }

  /**
   * The effects with their entries as they may be written. A key that none of the subject's entries
   * had before is introduced in front of the first; one that is gone again at the end never was.
   */
  List<Effect> attributed(List<Effect> effects) {
    Map<String, byte[]> keys = new HashMap<>();
    List<Effect> attributed = new ArrayList<>(effects.size() + 1);
    for (Effect effect : effects) {
      switch (effect) {
        case Effect.Account(AuditEvent entry, boolean person) when person -> {
          String subject = entry.getSubjectHash();
          byte[] key = keys.get(subject);
          if (key == null) {
            Optional<byte[]> kept = kept(subject);
            key = kept.orElseGet(keyring::fresh);
            keys.put(subject, key);
            if (kept.isEmpty() && !effects.contains(new Effect.Blind(subject))) {
              attributed.add(introduction(subject, key, entry));
            }
          }
          attributed.add(new Effect.Account(SubjectKeyring.attributed(entry, key), true));
        }
        case Effect.Alter _,
            Effect.Account _,
            Effect.Introduce _,
            Effect.Blind _,
            Effect.Report _,
            Effect.GiveUp _ ->
            attributed.add(effect);
      }
    }
    return attributed;
  }

  /** Keeps what was decided. */
  void apply(Effect effect) {
    switch (effect) {
      case Effect.Introduce(String subject, SubjectKey key) -> store.put(name(subject), bytes(key));
      case Effect.Blind(String subject) -> store.delete(name(subject));
      case Effect.Alter _, Effect.Account _, Effect.Report _, Effect.GiveUp _ -> {}
    }
  }

  private Optional<byte[]> kept(String subject) {
    byte[] sealed = store.get(name(subject));
    return sealed == null ? Optional.empty() : Optional.of(keyring.open(subject, sealed));
  }

  private Effect introduction(String subject, byte[] key, AuditEvent first) {
    return new Effect.Introduce(
        subject,
        SubjectKey.newBuilder()
            .setSealed(ByteBuffer.wrap(keyring.seal(subject, key)))
            .setCreatedAt(first.getAt())
            .build());
  }

  private static byte[] bytes(SubjectKey key) {
    byte[] sealed = new byte[key.getSealed().remaining()];
    key.getSealed().duplicate().get(sealed);
    return sealed;
  }

  private static byte[] name(String subjectHash) {
    return HexFormat.of().parseHex(subjectHash);
  }
}
