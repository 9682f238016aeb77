package dev.mneme.shell.health;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.util.Comparator;
import java.util.List;

/** {@code /health/live}, {@code /health/ready} and, the same answer, {@code /readyz}. */
@Controller
final class HealthController {

  private final List<ReadinessCheck> checks;

  HealthController(List<ReadinessCheck> checks) {
    this.checks = checks.stream().sorted(Comparator.comparing(ReadinessCheck::name)).toList();
  }

  @Get("/health/live")
  HealthReport live() {
    return HealthReport.alive();
  }

  /** 200 when every check is up, else 503 with the failing ones named. */
  @Get(uris = {"/health/ready", "/readyz"})
  HttpResponse<HealthReport> ready() {
    HealthReport report = HealthReport.of(checks.stream().map(HealthReport.Check::of).toList());
    return report.isUp() ? HttpResponse.ok(report) : HttpResponse.serverError(report).status(503);
  }
}
