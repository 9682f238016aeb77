package dev.mneme.shell.http;

import dev.mneme.shell.audit.http.AuditReceipt;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import java.time.Duration;
import java.util.UUID;

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

  @Get("/nothing")
  String look() {
    return "";
  }

  @Post("/number")
  String count(@QueryValue int n) {
    return number(n);
  }

  @Post("/bug")
  String change() {
    return bug();
  }

  @Post("/nothing")
  String act() {
    return "";
  }

  @Post("/accounted")
  String accounted(HttpRequest<?> request) {
    AuditReceipt.give(request, new UUID(1, 2));
    return "";
  }

  @Get("/bug")
  String bug() {
    throw new IllegalStateException("secret of ada@example.com");
  }
}
