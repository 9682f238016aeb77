package dev.mneme.serde;

import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Turns the values of one topic into bytes and back. Safe for use by several threads. */
public interface AvroCodec<V extends SpecificRecord> {

  /**
   * @throws RegistryUnavailableException when the schema's id is not known yet and the registry
   *     cannot be asked
   */
  byte[] encode(V value);

  /** Never throws for bad bytes: what they are is part of the answer. */
  Decoding<V> decode(byte @Nullable [] bytes);
}
