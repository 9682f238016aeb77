package dev.mneme.shell.health;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.Comparator;
import java.util.List;

/** {@code /health/live}, {@code /health/ready} and, the same answer, {@code /readyz}. */
@Controller
final class HealthController {

  private final List<ReadinessCheck> checks;

  HealthController(List<ReadinessCheck> checks) {
    this.checks = checks.stream().sorted(Comparator.comparing(ReadinessCheck::name)).toList();
  }

  /** 200 as long as the process answers. */
  @Get("/health/live")
  HealthReport live() {
    return HealthReport.alive();
  }

  /** 200 when every check is up, else 503 with the failing ones named. */
  @Get(uris = {"/health/ready", "/readyz"})
  @ApiResponse(responseCode = "200", description = "Ready", useReturnTypeSchema = true)
  @ApiResponse(
      responseCode = "503",
      description = "Not ready, with the failing checks",
      useReturnTypeSchema = true)
  HttpResponse<HealthReport> ready() {
    HealthReport report = HealthReport.of(checks.stream().map(HealthReport.Check::of).toList());
    return report.isUp() ? HttpResponse.ok(report) : HttpResponse.serverError(report).status(503);
  }
}
