package dev.mneme.topics;

import static org.apache.avro.SchemaCompatibility.SchemaCompatibilityType.COMPATIBLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.topics.Topic.Visibility;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * FULL_TRANSITIVE against every released version, as the registry would judge it: old readers read
 * new values and new readers read old ones. {@code released/<version>/} is copied from {@code
 * src/main/avro} at each release.
 */
class SchemaCompatibilityTest {

  private static final Path RELEASED = Path.of("released");

  static Stream<Topic<?>> publicTopics() {
    return Topics.all().stream().filter(t -> t.visibility() == Visibility.PUBLIC);
  }

  @ParameterizedTest
  @MethodSource("publicTopics")
  void shouldStayCompatibleWithEveryReleasedVersion(Topic<?> topic) {
    Schema current = SpecificData.get().getSchema(topic.valueType());

    List<Schema> released = releasedVersionsOf(current.getName());

    assertThat(released).isNotEmpty();
    assertThat(released).allSatisfy(old -> assertThat(problems(old, current)).isEmpty());
  }

  @Test
  void shouldSeeAFieldThatBecameMandatory() {
    Schema old = SchemaBuilder.record("R").fields().requiredString("a").endRecord();
    Schema changed =
        SchemaBuilder.record("R").fields().requiredString("a").requiredString("b").endRecord();

    assertThat(problems(old, changed)).containsExactly("a new reader cannot read an old value");
  }

  private static List<String> problems(Schema old, Schema current) {
    List<String> problems = new ArrayList<>();
    if (!reads(current, old)) {
      problems.add("a new reader cannot read an old value");
    }
    if (!reads(old, current)) {
      problems.add("an old reader cannot read a new value");
    }
    return problems;
  }

  private static boolean reads(Schema reader, Schema writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType()
        == COMPATIBLE;
  }

  private static List<Schema> releasedVersionsOf(String name) {
    try (Stream<Path> versions = Files.list(RELEASED)) {
      return versions
          .map(v -> v.resolve(name + ".avsc"))
          .filter(Files::exists)
          .map(SchemaCompatibilityTest::parse)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Schema parse(Path file) {
    try {
      return new Schema.Parser().parse(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
