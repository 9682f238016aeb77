package dev.mneme.shell.audit.http;

import dev.mneme.identity.KeyedHash;
import dev.mneme.shell.audit.Accounts;
import dev.mneme.shell.http.ErrorEnvelope;
import dev.mneme.shell.http.TraceId;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Filter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/**
 * The last to see an answer, refusals and failures included. Where no handler has said which entry
 * the request leaves, it writes one, so that a handler that forgets to is audited all the same.
 */
@ServerFilter(Filter.MATCH_ALL_PATTERN)
final class AnswerAudit implements Ordered {
  private final Accounts accounts;
  private final KeyedHash hash;
  private final InstantSource clock;

  AnswerAudit(Accounts accounts, KeyedHash hash, InstantSource clock) {
    this.accounts = accounts;
    this.hash = hash;
    this.clock = clock;
  }

  @ResponseFilter
  void account(HttpRequest<?> request, MutableHttpResponse<?> response) {
    Optional<UUID> receipt =
        stated(response)
            .or(() -> AuditReceipt.of(request))
            .or(
                () ->
                    RequestedAct.of(request, response.code(), hash)
                        .flatMap(
                            act ->
                                accounts.account(act, TraceId.current(request), clock.instant())));
    receipt.ifPresent(
        id -> {
          AuditReceipt.give(request, id);
          response.getHeaders().set(AuditReceipt.HEADER, id.toString());
        });
  }

  /** Around the gate: a filter sees only the refusals of those behind it. */
  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE + 20;
  }

  /** A refusal that has its entry already says so in its details. */
  private static Optional<UUID> stated(HttpResponse<?> response) {
    return response
        .getBody(ErrorEnvelope.class)
        .map(envelope -> envelope.error().details().get(AuditReceipt.FIELD))
        .map(UUID::fromString);
  }
}
