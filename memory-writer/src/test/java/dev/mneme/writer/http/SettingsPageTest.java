package dev.mneme.writer.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.shell.auth.jwt.TokenSettings;
import dev.mneme.shell.cors.CorsSettings;
import dev.mneme.shell.feature.FeatureSettings;
import dev.mneme.shell.limit.RateSettings;
import dev.mneme.writer.forgotten.ForgetSettings;
import dev.mneme.writer.kafka.PublishSettings;
import io.micronaut.core.bind.annotation.Bindable;
import io.micronaut.core.naming.NameUtils;
import java.io.IOException;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SettingsPageTest {
  private static final Pattern ROW =
      Pattern.compile("^\\| `(M[A-Z_]+)` \\| (?:`([^`]+)`)? ?\\|", Pattern.MULTILINE);

  @Test
  void shouldListEachSettingOfTheEdgeWithItsDefault() throws IOException {
    List<String> written =
        ROW.matcher(Files.readString(Path.of("..", "docs", "http-api.md")))
            .results()
            .map(row -> row.group(1) + "=" + (row.group(2) == null ? "" : row.group(2)))
            .toList();

    List<String> actual =
        Stream.of(
                settings("MNEME", TokenSettings.class),
                settings("MEMORY_LAYER", FeatureSettings.class),
                settings("MNEME_CORS", CorsSettings.class),
                settings("MNEME_RATE", RateSettings.class),
                settings("MNEME_WRITER_EDGE", EdgeSettings.class),
                settings("MNEME_WRITER_FORGET", ForgetSettings.class),
                settings("MNEME_WRITER_PUBLISH", PublishSettings.class))
            .flatMap(s -> s)
            .toList();

    assertThat(written).containsExactlyInAnyOrderElementsOf(actual);
  }

  private static Stream<String> settings(String prefix, Class<?> settings) {
    return Arrays.stream(settings.getDeclaredConstructors()[0].getParameters())
        .map(p -> prefix + "_" + NameUtils.environmentName(p.getName()) + "=" + byDefault(p));
  }

  private static String byDefault(Parameter setting) {
    Bindable bindable = setting.getAnnotation(Bindable.class);
    return bindable == null ? "" : bindable.defaultValue();
  }
}
