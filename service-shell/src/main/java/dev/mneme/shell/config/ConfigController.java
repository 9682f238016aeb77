package dev.mneme.shell.config;

import dev.mneme.shell.Surroundings;
import io.micronaut.context.annotation.Value;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code GET /v1/config}, for operators and auditors. */
@Controller("/v1/config")
final class ConfigController {

  private final List<ConfigSection> sections;
  private final Surroundings surroundings;
  private final String service;

  ConfigController(
      List<ConfigSection> sections,
      Surroundings surroundings,
      @Value("${micronaut.application.name}") String service) {
    this.sections = sections.stream().sorted(Comparator.comparing(ConfigSection::name)).toList();
    this.surroundings = surroundings;
    this.service = service;
  }

  /** Flags and effective modes of this instance; never a secret. */
  @Get
  Map<String, Object> config() {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("service", service);
    config.put("instance", surroundings.instanceOf(service));
    config.put("region", surroundings.region());
    for (ConfigSection section : sections) {
      config.put(section.name(), section.values());
    }
    return config;
  }
}
