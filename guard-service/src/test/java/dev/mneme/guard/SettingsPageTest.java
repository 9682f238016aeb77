package dev.mneme.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.core.bind.annotation.Bindable;
import io.micronaut.core.naming.NameUtils;
import java.io.IOException;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SettingsPageTest {
  private static final Pattern ROW =
      Pattern.compile("^\\| `(MNEME_GUARD_\\w+)` \\| `([^`]+)` \\|", Pattern.MULTILINE);

  @Test
  void shouldListEachSettingWithItsDefault() throws IOException {
    var written =
        ROW.matcher(Files.readString(Path.of("..", "docs", "guard.md")))
            .results()
            .map(row -> row.group(1) + "=" + row.group(2))
            .toList();

    var actual =
        Arrays.stream(GuardSettings.class.getDeclaredConstructors()[0].getParameters())
            .map(SettingsPageTest::variable)
            .toList();

    assertThat(written).isEqualTo(actual);
  }

  private static String variable(Parameter setting) {
    return "MNEME_GUARD_"
        + NameUtils.environmentName(setting.getName())
        + "="
        + setting.getAnnotation(Bindable.class).defaultValue();
  }
}
