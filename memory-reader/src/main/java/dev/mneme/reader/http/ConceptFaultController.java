package dev.mneme.reader.http;

import dev.mneme.reader.fault.ConceptFaults;
import dev.mneme.reader.fault.ConceptFaults.Injected;
import dev.mneme.reader.fault.Faults;
import dev.mneme.shell.http.ApiProblem;
import dev.mneme.shell.http.ErrorCode;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes concepts fail for a drill; not there unless faults are opened. */
@Controller("/v1/admin/faults/concepts")
@Requires(property = Faults.ENABLED, value = "true")
final class ConceptFaultController {

  private static final int LONGEST_SECONDS = 3600;
  private static final int USUAL_SECONDS = 300;
  private static final int LONGEST_DELAY = 10_000;

  private final ConceptFaults faults;

  ConceptFaultController(ConceptFaults faults) {
    this.faults = faults;
  }

  /**
   * What to do.
   *
   * @param failingPercent of consolidations that fail
   * @param delayMs of the semantic path of each recall
   * @param corruptPercent of bindings that are written corrupt
   * @param seconds after which it ends by itself; 300 where it is left out
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Wanted(
      @Nullable Integer failingPercent,
      @Nullable Integer delayMs,
      @Nullable Integer corruptPercent,
      @Nullable Integer seconds) {}

  /** What is done now. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record State(int failingPercent, long delayMs, int corruptPercent) {}

  @Get
  State show() {
    Injected now = faults.now();
    return new State(now.failing(), now.delay().toMillis(), now.corrupt());
  }

  @Post
  @Status(HttpStatus.OK)
  State inject(@Body Wanted wanted) {
    int seconds = within("seconds", wanted.seconds(), LONGEST_SECONDS);
    faults.inject(
        new Injected(
            within("failing_percent", wanted.failingPercent(), 100),
            Duration.ofMillis(within("delay_ms", wanted.delayMs(), LONGEST_DELAY)),
            within("corrupt_percent", wanted.corruptPercent(), 100)),
        Duration.ofSeconds(seconds == 0 ? USUAL_SECONDS : seconds));
    return show();
  }

  private static int within(String field, @Nullable Integer given, int most) {
    if (given != null && (given < 0 || given > most)) {
      throw ApiProblem.of(
          ErrorCode.VALIDATION_ERROR,
          "%s must be from 0 to %d".formatted(field, most),
          Map.of("field", field));
    }
    return given == null ? 0 : given;
  }

  @Delete
  State clear() {
    faults.clear();
    return show();
  }
}
