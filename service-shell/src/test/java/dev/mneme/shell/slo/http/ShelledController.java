package dev.mneme.shell.slo.http;

import dev.mneme.shell.slo.OpenBreakerAnswer;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Operations that are as slow, or as wrong, as the test wants them. */
@Requires(property = "test.slo", value = "true")
@Controller("/v1/personal")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ShelledController {

  static volatile long millis;
  static volatile HttpStatus status = HttpStatus.OK;

  @Post("/store")
  HttpResponse<Map<String, String>> store() {
    LockSupport.parkNanos(millis * 1_000_000);
    return HttpResponse.<Map<String, String>>status(status).body(Map.of("done", "yes"));
  }

  @Get("/recall")
  HttpResponse<Map<String, String>> recall() {
    return store();
  }

  @Delete("/forget")
  HttpResponse<Map<String, String>> forget() {
    return store();
  }

  @Singleton
  @Requires(property = "test.slo", value = "true")
  static final class Instead implements OpenBreakerAnswer {
    @Override
    public Optional<MutableHttpResponse<?>> inPlaceOf(HttpRequest<?> request, String because) {
      return request.getPath().endsWith("/recall")
          ? Optional.of(HttpResponse.ok(Map.of("instead", because)))
          : Optional.empty();
    }
  }
}
