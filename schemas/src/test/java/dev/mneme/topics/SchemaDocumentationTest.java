package dev.mneme.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;

class SchemaDocumentationTest {

  @Test
  void shouldDocumentEveryRecordEnumAndField() {
    List<String> undocumented = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Topic<?> topic : Topics.all()) {
      collect(SpecificData.get().getSchema(topic.valueType()), seen, undocumented);
    }

    assertThat(seen).contains("dev.mneme.events.MemoryEvent", "dev.mneme.events.StoreMemory");
    assertThat(undocumented).isEmpty();
  }

  @Test
  void shouldUseLogicalTypesForTimesAndIds() {
    List<String> bare = new ArrayList<>();
    for (Topic<?> topic : Topics.all()) {
      for (Schema.Field field : SpecificData.get().getSchema(topic.valueType()).getFields()) {
        boolean isTime = field.name().equals("at") || field.name().endsWith("_at");
        boolean isId = field.name().equals("event_id") || field.name().equals("memory_id");
        if ((isTime || isId) && nonNull(field.schema()).getLogicalType() == null) {
          bare.add(topic.name() + "." + field.name());
        }
      }
    }

    assertThat(bare).isEmpty();
  }

  private static void collect(Schema schema, Set<String> seen, List<String> undocumented) {
    switch (schema.getType()) {
      case RECORD -> {
        if (seen.add(schema.getFullName())) {
          require(schema.getDoc(), schema.getFullName(), undocumented);
          for (Schema.Field field : schema.getFields()) {
            require(field.doc(), schema.getFullName() + "." + field.name(), undocumented);
            collect(field.schema(), seen, undocumented);
          }
        }
      }
      case ENUM -> require(schema.getDoc(), schema.getFullName(), undocumented);
      case UNION -> schema.getTypes().forEach(t -> collect(t, seen, undocumented));
      case ARRAY -> collect(schema.getElementType(), seen, undocumented);
      case MAP -> collect(schema.getValueType(), seen, undocumented);
      case FIXED, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> {}
    }
  }

  private static void require(String doc, String name, List<String> undocumented) {
    if (doc == null || doc.isBlank()) {
      undocumented.add(name);
    }
  }

  private static Schema nonNull(Schema schema) {
    return schema.getType() == Schema.Type.UNION
        ? schema.getTypes().stream()
            .filter(t -> t.getType() != Schema.Type.NULL)
            .findFirst()
            .orElseThrow()
        : schema;
  }
}
