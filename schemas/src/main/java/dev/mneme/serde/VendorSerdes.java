package dev.mneme.serde;

import dev.mneme.serde.apicurio.CachedDatums;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Makes the serialisers of the chosen vendor, by class name, so that nothing here is compiled
 * against Confluent's, which are not on Maven Central. Schemas are registered by provisioning only;
 * a producer never does it.
 */
final class VendorSerdes {

  private static final String CCOMPAT_PATH = "/apis/ccompat/v7";
  private static final String NATIVE_PATH = "/apis/registry/v3";
  private static final String A_YEAR_MS = "31536000000";

  /**
   * Prints each schema in full to standard error otherwise; held here so that its level is not
   * collected.
   */
  private static final Logger CHATTY = Logger.getLogger("DefaultSchemaResolver");

  static {
    CHATTY.setLevel(Level.WARNING);
  }

  private VendorSerdes() {}

  static Serializer<SpecificRecord> serializer(RegistrySettings settings) {
    Serializer<SpecificRecord> serializer =
        switch (settings.provider()) {
          case APICURIO -> create("io.apicurio.registry.serde.avro.AvroKafkaSerializer");
          case CONFLUENT -> create("io.confluent.kafka.serializers.KafkaAvroSerializer");
        };
    serializer.configure(properties(settings), false);
    return serializer;
  }

  static Deserializer<Object> deserializer(RegistrySettings settings) {
    Deserializer<Object> deserializer =
        switch (settings.provider()) {
          case APICURIO -> create("io.apicurio.registry.serde.avro.AvroKafkaDeserializer");
          case CONFLUENT -> create("io.confluent.kafka.serializers.KafkaAvroDeserializer");
        };
    deserializer.configure(properties(settings), false);
    return deserializer;
  }

  private static Map<String, Object> properties(RegistrySettings settings) {
    String url = settings.url().toString();
    return switch (settings.provider()) {
      case APICURIO ->
          Map.ofEntries(
              Map.entry("apicurio.registry.url", url.replace(CCOMPAT_PATH, NATIVE_PATH)),
              Map.entry("apicurio.registry.http.adapter", "JDK"),
              Map.entry("apicurio.registry.headers.enabled", false),
              Map.entry("apicurio.registry.use-id", "contentId"),
              Map.entry("apicurio.registry.auto-register", false),
              Map.entry("apicurio.registry.find-latest", false),
              // else it looks for a schema whose named types are references, which nobody registers
              Map.entry("apicurio.registry.dereference-schema", true),
              // an id means one schema for ever: what was looked up once is never looked up again
              Map.entry("apicurio.registry.check-period-ms", A_YEAR_MS),
              Map.entry("apicurio.registry.fault-tolerant-refresh", true),
              Map.entry("apicurio.registry.retry-count", "1"),
              Map.entry("apicurio.registry.use-specific-avro-reader", true),
              Map.entry("apicurio.registry.avro-datum-provider", CachedDatums.class.getName()));
      case CONFLUENT ->
          Map.of(
              "schema.registry.url", url,
              "auto.register.schemas", false,
              "use.latest.version", false,
              "specific.avro.reader", true);
    };
  }

  @SuppressWarnings(
      "unchecked") // the class is the vendor's implementation of exactly this interface
  private static <T> T create(String className) {
    try {
      return (T) Utils.newInstance(className, Object.class);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(
          className
              + " is not on the class path; build with the Maven profile 'confluent' or choose"
              + " apicurio",
          e);
    }
  }
}
