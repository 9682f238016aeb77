package dev.mneme.system.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.events.ControlCommand;
import dev.mneme.events.LayerMode;
import dev.mneme.serde.AvroCodec;
import dev.mneme.serde.Decoding;
import dev.mneme.serde.RegistryCodecs;
import dev.mneme.serde.RegistrySettings;
import dev.mneme.serde.RegistrySettings.Provider;
import dev.mneme.serde.RegistryUnavailableException;
import dev.mneme.serde.SchemaRegistry;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Stack;
import dev.mneme.system.TestStack;
import dev.mneme.topics.Topic;
import dev.mneme.topics.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Interoperability, shown with plain Avro and the registry's REST API on the other side: no
 * serialiser of a vendor takes part there.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WireFormatIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static Stack stack;
  private static SchemaRegistry registry;
  private static RegistryCodecs codecs;
  private static AvroCodec<ControlCommand> codec;

  @BeforeAll
  static void startRegistry() throws Exception {
    stack = TestStack.start("wire-format", EnumSet.of(PartName.REGISTRY));
    registry = new SchemaRegistry(URI.create(stack.ports().registryUrl()));
    Topics.all().forEach(registry::register);
    codecs = newCodecs();
    codec = codecs.of(Topics.CONTROL);
  }

  @AfterAll
  static void stopRegistry() {
    codecs.close();
    registry.close();
    stack.close();
  }

  @Test
  @Order(1)
  void shouldWriteWhatPlainAvroReadsWithTheSchemaOfTheIdInTheHeader() throws Exception {
    ControlCommand command = command();

    byte[] bytes = codec.encode(command);

    assertThat(bytes[0]).isZero();
    int id = ByteBuffer.wrap(bytes, 1, 4).getInt();
    assertThat(OptionalInt.of(id)).isEqualTo(registry.idOf(Topics.CONTROL));
    Schema schema = registry.schema(id);
    GenericRecord read =
        new GenericDatumReader<GenericRecord>(schema)
            .read(null, DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null));
    assertThat(read.get("command_id")).hasToString(command.getCommandId().toString());
    assertThat(read.get("reason")).hasToString("because");
  }

  @Test
  @Order(2)
  void shouldReadWhatPlainAvroWroteWithTheSchemaFromTheRegistry() throws Exception {
    int id = registry.idOf(Topics.CONTROL).orElseThrow();
    Schema schema = registry.schema(id);
    UUID commandId = UUID.randomUUID();
    GenericRecord written =
        new GenericRecordBuilder(schema)
            .set("command_id", commandId.toString())
            .set("target", "new@local")
            .set("action", "clear")
            .set("actor", "op")
            .set("reason", "from elsewhere")
            .set("at", 5L)
            .build();

    Decoding<ControlCommand> decoded = codec.decode(wire(id, schema, written));

    assertThat(value(decoded).getCommandId()).isEqualTo(commandId);
    assertThat(value(decoded).getReason()).isEqualTo("from elsewhere");
  }

  @Test
  @Order(3)
  void shouldReadAValueOfANewerCompatibleSchema() throws Exception {
    Schema newer =
        withField(Topics.MODE, "{\"name\":\"note\",\"type\":\"string\",\"default\":\"\"}");
    int id = registered(Topics.MODE, newer);
    GenericRecord written =
        new GenericRecordBuilder(newer)
            .set("layer", "new")
            .set("region", "local")
            .set("mode", enumValue(newer, "mode", "WRITE_ONLY"))
            .set("reason", "forced")
            .set("because", "drill")
            .set("epoch", 7L)
            .set("decided_at", 5L)
            .set("note", "of a later version")
            .build();

    Decoding<LayerMode> decoded = codecs.of(Topics.MODE).decode(wire(id, newer, written));

    assertThat(value(decoded).getEpoch()).isEqualTo(7);
  }

  @Test
  @Order(4)
  void shouldHaveTheRegistryRefuseASchemaThatOldReadersCannotRead() throws Exception {
    Schema incompatible = withField(Topics.MODE, "{\"name\":\"must\",\"type\":\"string\"}");

    HttpResponse<String> answer = post(Topics.MODE, incompatible);

    assertThat(answer.statusCode()).isEqualTo(409);
  }

  @Test
  @Order(5)
  void shouldCallAnUnknownSchemaIdUndecodableWhileTheRegistryAnswers() {
    byte[] bytes = codec.encode(command());
    byte[] unknown = ByteBuffer.wrap(bytes.clone()).put(1, new byte[] {0, 15, 66, 63}).array();

    assertThat(codec.decode(unknown))
        .isEqualTo(
            new Decoding.Undecodable<>(
                "the registry does not know schema id 999999", OptionalInt.of(999999)));
  }

  @Test
  @Order(6)
  void shouldCallCutBytesAndBytesOfAnotherTypeUndecodable() {
    byte[] cut = Arrays.copyOf(codec.encode(command()), 12);
    byte[] other = codec.encode(command());

    assertThat(codec.decode(cut)).isInstanceOf(Decoding.Undecodable.class);
    assertThat(codecs.of(Topics.MODE).decode(other)).isInstanceOf(Decoding.Undecodable.class);
  }

  @Test
  @Order(7)
  void shouldKeepKnownIdsAndAskForPatienceAboutOthersWhileTheRegistryIsAway() throws Exception {
    byte[] known = codec.encode(command());
    stack.part(PartName.REGISTRY).kill();

    try (RegistryCodecs cold = newCodecs()) {
      assertThat(codec.decode(known)).isInstanceOf(Decoding.Decoded.class);
      assertThat(codec.encode(command())).isNotEmpty();
      assertThat(cold.of(Topics.CONTROL).decode(known))
          .isInstanceOf(Decoding.RegistryUnavailable.class);
      assertThatThrownBy(() -> cold.of(Topics.CONTROL).encode(command()))
          .isInstanceOf(RegistryUnavailableException.class);

      stack.part(PartName.REGISTRY).start(Duration.ofSeconds(60));

      assertThat(cold.of(Topics.CONTROL).decode(known)).isInstanceOf(Decoding.Decoded.class);
      assertThat(cold.of(Topics.CONTROL).encode(command())).startsWith(Arrays.copyOf(known, 5));
    }
  }

  private static RegistryCodecs newCodecs() {
    return new RegistryCodecs(
        new RegistrySettings(URI.create(stack.ports().registryUrl()), Provider.APICURIO));
  }

  private static ControlCommand command() {
    return ControlCommand.newBuilder()
        .setCommandId(UUID.randomUUID())
        .setTarget("new@local")
        .setAction("clear")
        .setActor("op")
        .setReason("because")
        .setAt(Instant.ofEpochMilli(5))
        .build();
  }

  private static <V extends org.apache.avro.specific.SpecificRecord> V value(Decoding<V> decoded) {
    assertThat(decoded).isInstanceOf(Decoding.Decoded.class);
    return ((Decoding.Decoded<V>) decoded).value();
  }

  private static byte[] wire(int id, Schema schema, GenericRecord value) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0);
    out.writeBytes(ByteBuffer.allocate(4).putInt(id).array());
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<GenericRecord>(schema).write(value, encoder);
    encoder.flush();
    return out.toByteArray();
  }

  private static Object enumValue(Schema schema, String field, String symbol) {
    return new org.apache.avro.generic.GenericData.EnumSymbol(
        schema.getField(field).schema(), symbol);
  }

  private static Schema withField(Topic<?> topic, String field) {
    String json =
        org.apache.avro.specific.SpecificData.get().getSchema(topic.valueType()).toString();
    int end = json.lastIndexOf(']');
    return new Schema.Parser().parse(json.substring(0, end) + "," + field + json.substring(end));
  }

  private static int registered(Topic<?> topic, Schema schema)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = post(topic, schema);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Integer.parseInt(answer.body().replaceAll("\\D+", ""));
  }

  private static HttpResponse<String> post(Topic<?> topic, Schema schema)
      throws IOException, InterruptedException {
    String body =
        "{\"schema\":\"" + schema.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"}";
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    stack.ports().registryUrl()
                        + "/subjects/"
                        + topic.valueSubject()
                        + "/versions"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    return HTTP.send(request, BodyHandlers.ofString());
  }
}
