package dev.mneme.writer.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mneme.shell.auth.Family;
import dev.mneme.shell.http.ApiProblem;
import dev.mneme.writer.body.Body;
import dev.mneme.writer.body.BodyReader;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Every field that the documents of the bodies name is one that is read. */
class DocumentedBodiesTest {

  /** Read for all bodies alike, from whoever asks. */
  private static final Set<String> OF_THE_CALLER = Set.of("tenant", "subject");

  private static final BodyReader READER = new BodyReader(32, 4000);
  private static final String OF_NO_FORM = "[[1]]";

  @Test
  void shouldReadEachFieldOfAMemoryToStore() {
    assertEachIsRead(
        StoreBody.class,
        "\"text\": \"a walk\"",
        body -> {
          body.instant("occurred_at");
          Memories.toStore(body, Family.PERSONAL);
        });
  }

  @Test
  void shouldReadEachFieldOfAnEdit() {
    assertEachIsRead(
        EditBody.class, "\"text\": \"a walk\"", body -> Memories.toEdit(body, UUID.randomUUID()));
  }

  private static void assertEachIsRead(
      Class<? extends Record> documented, String least, Consumer<Body> read) {
    read.accept(body("{%s}".formatted(least)));
    List<String> fields =
        Arrays.stream(documented.getRecordComponents())
            .map(RecordComponent::getName)
            .map(name -> name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
            .filter(name -> !OF_THE_CALLER.contains(name))
            .toList();
    assertThat(fields).isNotEmpty();
    for (String field : fields) {
      String begun = field.equals("text") ? "" : least + ", ";
      Body wrong = body("{%s\"%s\": %s}".formatted(begun, field, OF_NO_FORM));
      ApiProblem problem = catchThrowableOfType(ApiProblem.class, () -> read.accept(wrong));
      assertThat(problem).as(field).isNotNull();
      assertThat(problem.details().get("field")).as(field).startsWith("$." + field);
    }
  }

  private static Body body(String json) {
    return READER.read(json.getBytes(StandardCharsets.UTF_8));
  }
}
