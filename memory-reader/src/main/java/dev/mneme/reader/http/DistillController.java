package dev.mneme.reader.http;

import dev.mneme.reader.distill.DistillAudit.Asked;
import dev.mneme.reader.distill.DistillOperation;
import dev.mneme.reader.distill.DistillOperation.Refused;
import dev.mneme.reader.distill.DistillOperation.Said;
import dev.mneme.reader.distill.DistillPolicies;
import dev.mneme.reader.distill.DistillQuestion;
import dev.mneme.reader.distill.DistillRefused;
import dev.mneme.shell.audit.http.AuditReceipt;
import dev.mneme.shell.auth.Caller;
import dev.mneme.shell.auth.Family;
import dev.mneme.shell.auth.Operation;
import dev.mneme.shell.auth.http.CurrentCaller;
import dev.mneme.shell.http.ApiProblem;
import dev.mneme.shell.http.ErrorCode;
import dev.mneme.shell.http.TraceId;
import dev.mneme.shell.limit.InFlight;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.inject.Named;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/{cohort|population}/distill}. */
@Controller("/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
final class DistillController {

  private final DistillOperation distill;
  private final DistillPolicies policies;
  private final InFlight room;

  DistillController(
      DistillOperation distill, DistillPolicies policies, @Named("distill") InFlight room) {
    this.distill = distill;
    this.policies = policies;
    this.room = room;
  }

  /** Numbers about a cohort, never about one person. */
  @Post("/cohort/distill")
  @Status(HttpStatus.OK)
  DistillAnswer cohort(HttpRequest<?> request, @Body @Nullable DistillBody body) {
    return answer(request, Family.COHORT, body);
  }

  /** Numbers about all, never about one person. */
  @Post("/population/distill")
  @Status(HttpStatus.OK)
  DistillAnswer population(HttpRequest<?> request, @Body @Nullable DistillBody body) {
    return answer(request, Family.POPULATION, body);
  }

  private DistillAnswer answer(HttpRequest<?> request, Family family, @Nullable DistillBody body) {
    if (body == null) {
      throw ApiProblem.of(ErrorCode.VALIDATION_ERROR, "the body is missing");
    }
    String tenant = body.tenantOf(CurrentCaller.of(request));
    Caller caller = CurrentCaller.require(request, family, Operation.DISTILL, tenant);
    DistillQuestion question = DistillValidation.question(body, family, tenant, policies.inForce());
    Asked asked = new Asked(family.label(), tenant, caller.client(), TraceId.current(request));
    long start = System.nanoTime();
    DistillOperation.Outcome outcome = room.within(() -> distill.run(question, asked));
    if (outcome.receipt() != null) {
      AuditReceipt.give(request, outcome.receipt());
    }
    return switch (outcome) {
      case Said said ->
          DistillAnswer.of(family, question, said, Duration.ofNanos(System.nanoTime() - start));
      case Refused(DistillRefused why, UUID receipt) -> throw problem(why, receipt);
    };
  }

  private static ApiProblem problem(DistillRefused why, @Nullable UUID receipt) {
    return switch (why.kind()) {
      case TOO_WIDE ->
          ApiProblem.of(ErrorCode.VALIDATION_ERROR, message(why), details(why, receipt));
      case TOO_FEW -> ApiProblem.of(ErrorCode.FORBIDDEN, message(why), details(why, receipt));
      case TOO_MUCH_SAID ->
          ApiProblem.retryLater(ErrorCode.RATE_LIMITED, message(why), why.retryAfter());
      case UNAVAILABLE, FAILED, TOO_LATE ->
          ApiProblem.retryLater(ErrorCode.SERVICE_UNAVAILABLE, message(why), why.retryAfter());
    };
  }

  private static String message(DistillRefused why) {
    return String.valueOf(why.getMessage());
  }

  private static Map<String, String> details(DistillRefused why, @Nullable UUID receipt) {
    Map<String, String> details = new HashMap<>(Map.of("reason", why.kind().label()));
    if (receipt != null) {
      details.put(AuditReceipt.FIELD, receipt.toString());
    }
    return details;
  }
}
