package dev.mneme.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.core.bind.annotation.Bindable;
import io.micronaut.core.naming.NameUtils;
import java.io.IOException;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class OperationSettingsTest {

  private static final Pattern ROW =
      Pattern.compile("^\\| `(MNEME_[A-Z_]+)` \\| `([^`]+)` \\|", Pattern.MULTILINE);

  @Test
  void shouldListEachSettingWithItsDefault() throws IOException {
    assertThat(written("k-anonymity.md"))
        .containsExactlyElementsOf(actual("MNEME_READER_DISTILL", DistillSettings.class));
    assertThat(written("export.md"))
        .containsExactlyElementsOf(actual("MNEME_READER_EXPORT", ExportSettings.class));
  }

  @Test
  void shouldNotStartWithAFloorThatIsNone() {
    assertThatThrownBy(() -> distill(4, 100, Duration.ofHours(24)))
        .hasMessage("MNEME_READER_DISTILL_COHORT_FLOOR is 4; it must be from 5 to 1000");
    assertThatThrownBy(() -> distill(5, 99, Duration.ofHours(24)))
        .hasMessage("MNEME_READER_DISTILL_POPULATION_FLOOR is 99; it must be from 100 to 1000");
  }

  @Test
  void shouldNotRememberForLongerThanTheLogKeeps() {
    assertThatThrownBy(() -> distill(5, 100, Duration.ofDays(3)))
        .hasMessageContaining("MNEME_READER_DISTILL_REMEMBER")
        .hasMessageContaining("PT48H");
  }

  private static DistillSettings distill(int cohort, int population, Duration remember) {
    return new DistillSettings(
        cohort, population, "false", Duration.ofSeconds(5), 4, remember, 100);
  }

  private static List<String> written(String page) throws IOException {
    return ROW.matcher(Files.readString(Path.of("..", "docs", page)))
        .results()
        .map(row -> row.group(1) + "=" + row.group(2))
        .toList();
  }

  private static List<String> actual(String prefix, Class<?> settings) {
    return Arrays.stream(settings.getDeclaredConstructors()[0].getParameters())
        .map(p -> prefix + "_" + NameUtils.environmentName(p.getName()) + "=" + byDefault(p))
        .toList();
  }

  private static String byDefault(Parameter setting) {
    return setting.getAnnotation(Bindable.class).defaultValue();
  }
}
