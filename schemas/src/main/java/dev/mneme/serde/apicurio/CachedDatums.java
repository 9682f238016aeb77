package dev.mneme.serde.apicurio;

import io.apicurio.registry.serde.avro.AvroDatumProvider;
import io.apicurio.registry.serde.avro.AvroSerdeConfig;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Datum readers and writers for generated classes, remembered by class and by schema object.
 *
 * <p>The default provider of the serialisers normalises the whole schema to text for every single
 * record, which costs more than encoding the record. The schema objects handed in here are cached
 * by the serialiser, one per schema id, so their identity is enough and their number is bounded by
 * the registry's schemas.
 */
public final class CachedDatums implements AvroDatumProvider<SpecificRecord> {

  private final Map<Class<?>, DatumWriter<SpecificRecord>> writers = new ConcurrentHashMap<>();
  private final Map<Schema, DatumReader<SpecificRecord>> readers =
      Collections.synchronizedMap(new IdentityHashMap<>());

  @Override
  public void configure(AvroSerdeConfig config) {
    // nothing to choose: values are always generated classes
  }

  @Override
  public DatumWriter<SpecificRecord> createDatumWriter(SpecificRecord data, Schema schema) {
    return writers.computeIfAbsent(
        data.getClass(), c -> new SpecificDatumWriter<>(data.getSchema()));
  }

  @Override
  public DatumReader<SpecificRecord> createDatumReader(Schema writer) {
    return readers.computeIfAbsent(writer, w -> new SpecificDatumReader<>(w, ours(w)));
  }

  @Override
  public Schema toSchema(SpecificRecord data) {
    return data.getSchema();
  }

  /** The schema of the generated class of that name: what the value is resolved to. */
  private static Schema ours(Schema writer) {
    Class<?> type = SpecificData.get().getClass(writer);
    if (type == null) {
      throw new IllegalArgumentException(
          "no class is generated for schema " + writer.getFullName());
    }
    return SpecificData.get().getSchema(type);
  }
}
