package dev.mneme.shell.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/** What the health paths answer. */
@Serdeable
@JsonInclude(JsonInclude.Include.ALWAYS)
public record HealthReport(String status, List<Check> checks) {

  private static final String UP = "UP";
  private static final String DOWN = "DOWN";

  /** One check by name. */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record Check(String name, String status, String detail) {

    static Check of(ReadinessCheck check) {
      Readiness readiness = check.check();
      return new Check(check.name(), readiness.ready() ? UP : DOWN, readiness.detail());
    }

    boolean isUp() {
      return UP.equals(status);
    }
  }

  static HealthReport alive() {
    return new HealthReport(UP, List.of());
  }

  static HealthReport of(List<Check> checks) {
    return new HealthReport(checks.stream().allMatch(Check::isUp) ? UP : DOWN, checks);
  }

  boolean isUp() {
    return UP.equals(status);
  }
}
