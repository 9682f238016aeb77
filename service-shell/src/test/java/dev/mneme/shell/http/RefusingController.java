package dev.mneme.shell.http;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import java.time.Duration;

/** Fails in each of the ways a handler can. */
@Controller("/refuse")
class RefusingController {

  @Get("/busy")
  String busy() {
    throw ApiProblem.retryLater(
        ErrorCode.SERVICE_UNAVAILABLE, "the log is away", Duration.ofSeconds(3));
  }

  @Get("/number")
  String number(@QueryValue int n) {
    return Integer.toString(n);
  }

  @Get("/bug")
  String bug() {
    throw new IllegalStateException("secret of ada@example.com");
  }
}
