package dev.mneme.topics.asyncapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mneme.topics.Topic;
import dev.mneme.topics.Topics;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;

class AsyncApiTest {

  private static final JsonNode DOCUMENT = AsyncApi.document(Topics.all());

  @Test
  void shouldDescribeEachTopicOfTheCatalogueAndNoOther() {
    List<String> channels = new ArrayList<>();
    DOCUMENT.path("channels").fieldNames().forEachRemaining(channels::add);

    assertThat(channels).containsExactlyElementsOf(Topics.all().stream().map(Topic::name).toList());
    for (Topic<?> topic : Topics.all()) {
      JsonNode kafka = DOCUMENT.path("channels").path(topic.name()).at("/bindings/kafka");
      assertThat(kafka.path("partitions").asInt()).isEqualTo(topic.partitions());
      topic
          .settings()
          .forEach(
              (name, value) -> {
                JsonNode written = kafka.path("topicConfiguration").path(name);
                assertThat((written.isArray() ? written.path(0) : written).asText())
                    .as(topic.name() + " " + name)
                    .isEqualTo(value);
              });
    }
  }

  @Test
  void shouldCarryTheSchemaThatIsWrittenWith() {
    for (Topic<?> topic : Topics.all()) {
      JsonNode message = DOCUMENT.at("/components/messages/" + topic.valueType().getSimpleName());

      assertThat(new Schema.Parser().parse(message.at("/payload/schema").toString()))
          .isEqualTo(SpecificData.get().getSchema(topic.valueType()));
      assertThat(message.at("/bindings/kafka/key/description").asText()).isEqualTo(topic.keyedBy());
      assertThat(message.path("summary").asText()).isNotBlank();
    }
  }

  @Test
  void shouldPointOnlyAtWhatIsThere() {
    List<String> references = DOCUMENT.findValuesAsText("$ref");

    assertThat(references).hasSizeGreaterThan(Topics.all().size());
    assertThat(references)
        .allSatisfy(
            reference ->
                assertThat(DOCUMENT.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse());
  }

  @Test
  void shouldNotSayThatInternalTopicsMayBeRead() {
    for (Topic<?> topic : Topics.all()) {
      assertThat(DOCUMENT.path("operations").has("receive." + topic.name()))
          .as(topic.name())
          .isEqualTo(topic.visibility() == Topic.Visibility.PUBLIC);
    }
  }
}
