package dev.mneme.shell.control.http;

import dev.mneme.shell.Surroundings;
import dev.mneme.shell.control.LayerControl;
import dev.mneme.shell.control.LiveSettings;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;

/** {@code GET /v1/rollout}: what this instance obeys, and since which command. */
@Controller("/v1/rollout")
@Requires(property = "mneme.control.follow", value = "true")
final class InForceController {

  private final String service;
  private final String instance;
  private final LayerControl control;
  private final LiveSettings live;

  InForceController(
      @Value("${micronaut.application.name}") String service,
      Surroundings surroundings,
      LayerControl control,
      LiveSettings live) {
    this.service = service;
    this.instance = surroundings.instanceOf(service);
    this.control = control;
    this.live = live;
  }

  /** What this instance obeys, and since which command. */
  @Get
  InForceView inForce() {
    return InForceView.of(service, instance, control, live.refused());
  }
}
