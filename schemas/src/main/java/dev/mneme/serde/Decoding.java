package dev.mneme.serde;

import java.util.OptionalInt;
import org.apache.avro.specific.SpecificRecord;

/**
 * What became of the bytes of a value. The three cases need three different actions, so none is an
 * exception.
 */
public sealed interface Decoding<V extends SpecificRecord> {

  /** The bytes are a value. */
  record Decoded<V extends SpecificRecord>(V value) implements Decoding<V> {}

  /**
   * The bytes are no value of this topic and never will be: a dead letter.
   *
   * @param reason what is wrong, without any of the bytes
   * @param schemaId the id in the header, if there was a header
   */
  record Undecodable<V extends SpecificRecord>(String reason, OptionalInt schemaId)
      implements Decoding<V> {}

  /**
   * Nobody can say yet: the schema is not known here and the registry cannot be asked. Wait, then
   * try again.
   */
  record RegistryUnavailable<V extends SpecificRecord>(String reason) implements Decoding<V> {}
}
