package dev.mneme.writer.topology;

import dev.mneme.events.AuditEvent;
import dev.mneme.events.SubjectKey;
import dev.mneme.identity.SubjectHashing;
import dev.mneme.identity.SubjectKeyring;
import dev.mneme.writer.state.GatheringStore;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

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

  /** Subjects that come again and again: opening a key costs more than all else here. */
  private static final int MOST_OPENED = 1_024;

  private final KeyValueStore<byte[], byte[]> store;
  private final SubjectKeyring keyring;

  /** Of keys that are in the store; gone with them, and with the task. */
  private final Map<String, SubjectHashing> opened =
      new LinkedHashMap<>(MOST_OPENED, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SubjectHashing> eldest) {
          return size() > MOST_OPENED;
        }
      };

  AuditKeys(KeyValueStore<byte[], byte[]> store, SubjectKeyring keyring) {
    this.store = store;
    this.keyring = keyring;
  }

  static StoreBuilder<KeyValueStore<byte[], byte[]>> builder() {
    return Stores.keyValueStoreBuilder(
            GatheringStore.persistent(STORE), Serdes.ByteArray(), Serdes.ByteArray())
        .withLoggingEnabled(CHANGELOG);
  }

  /**
   * The effects with their entries as they may be written. A key that none of the subject's entries
   * had before is introduced in front of the first; one that is gone again at the end never was.
   */
  List<Effect> attributed(List<Effect> effects) {
    Map<String, SubjectHashing> fresh = new HashMap<>(2);
    List<Effect> attributed = new ArrayList<>(effects.size() + 1);
    for (Effect effect : effects) {
      switch (effect) {
        case Effect.Account(AuditEvent entry, boolean person) when person -> {
          String subject = entry.getSubjectHash();
          SubjectHashing hashing = kept(subject);
          if (hashing == null) {
            hashing = fresh.get(subject);
          }
          if (hashing == null) {
            byte[] key = keyring.fresh();
            hashing = new SubjectHashing(subject, key);
            fresh.put(subject, hashing);
            if (!effects.contains(new Effect.Blind(subject))) {
              attributed.add(introduction(subject, key, entry));
            }
          }
          attributed.add(new Effect.Account(hashing.attributed(entry), true));
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
      case Effect.Blind(String subject) -> {
        opened.remove(subject);
        store.delete(name(subject));
      }
      case Effect.Alter _, Effect.Account _, Effect.Report _, Effect.GiveUp _ -> {}
    }
  }

  private @Nullable SubjectHashing kept(String subject) {
    SubjectHashing known = opened.get(subject);
    if (known != null) {
      return known;
    }
    byte[] sealed = store.get(name(subject));
    if (sealed == null) {
      return null;
    }
    SubjectHashing hashing = new SubjectHashing(subject, keyring.open(subject, sealed));
    opened.put(subject, hashing);
    return hashing;
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
