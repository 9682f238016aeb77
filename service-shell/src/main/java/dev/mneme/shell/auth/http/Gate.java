package dev.mneme.shell.auth.http;

import dev.mneme.control.LayerFeature;
import dev.mneme.shell.auth.Caller;
import dev.mneme.shell.auth.Family;
import dev.mneme.shell.auth.Need;
import dev.mneme.shell.auth.Operation;
import dev.mneme.shell.auth.Permission;
import dev.mneme.shell.auth.TokenVerifier;
import dev.mneme.shell.control.LayerControl;
import dev.mneme.shell.http.ApiProblem;
import dev.mneme.shell.http.ErrorCode;
import dev.mneme.shell.http.TraceId;
import dev.mneme.shell.limit.RateLimits;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Filter;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every request in this order: is the feature on, who asks, may they, how often have they. A path
 * that nobody thought of is closed to all but operators and auditors.
 */
@ServerFilter(Filter.MATCH_ALL_PATTERN)
final class Gate implements Ordered {
  private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
  private static final String FEATURE = "X-Feature-Memory-Context";
  private static final String ENABLED = "enabled";
  private static final String SCHEME = "Bearer ";
  private static final Duration SWITCHED_OFF = Duration.ofMinutes(1);
  private static final Duration KEYS_AWAY = Duration.ofSeconds(5);

  private final TokenVerifier tokens;
  private final LayerControl layer;
  private final RateLimits rates;

  Gate(TokenVerifier tokens, LayerControl layer, RateLimits rates) {
    this.tokens = tokens;
    this.layer = layer;
    this.rates = rates;
  }

  @RequestFilter
  @ExecuteOn(TaskExecutors.BLOCKING) // keys may have to be fetched
  void pass(HttpRequest<?> request) {
    HttpMethod method = request.getMethod();
    switch (Need.of(method == HttpMethod.GET || method == HttpMethod.HEAD, request.getPath())) {
      case Need.Nothing _ -> {}
      case Need.OneOf(Set<String> scopes) -> {
        Caller caller = authenticate(request);
        if (scopes.stream().noneMatch(caller::has)) {
          throw refused(request, "this needs a token with the scope " + oneOf(scopes));
        }
      }
      case Need.Unpermitted(String because) -> {
        requireOn(request);
        authenticate(request);
        throw refused(request, because);
      }
      case Need.Memories(Family family, Operation operation) ->
          memories(request, family, operation);
    }
  }

  private void memories(HttpRequest<?> request, Family family, Operation operation) {
    requireOn(request);
    Caller caller = authenticate(request);
    if (Permission.of(caller, family, operation) instanceof Permission.Denied(String because)) {
      throw refused(request, because);
    }
    if (!layer.isOn(LayerFeature.MEMORY) && !caller.has(Caller.INTERNAL)) {
      throw off();
    }
    if (operation.writes() && !layer.isOn(LayerFeature.WRITE)) {
      throw ApiProblem.retryLater(
          ErrorCode.SERVICE_UNAVAILABLE,
          "storing is switched off now; what was accepted is kept, and forgetting still works",
          SWITCHED_OFF);
    }
    rates
        .excess(caller, family)
        .ifPresent(
            wait -> {
              throw ApiProblem.retryLater(
                  ErrorCode.RATE_LIMITED,
                  "this token asks more often than it may",
                  wait.plusSeconds(1));
            });
  }

  /** Off is off for everybody, tokens unseen, but for those who ask for it to be on. */
  private void requireOn(HttpRequest<?> request) {
    if (!layer.isOn(LayerFeature.MEMORY) && !ENABLED.equals(request.getHeaders().get(FEATURE))) {
      throw off();
    }
  }

  private Caller authenticate(HttpRequest<?> request) {
    String header = request.getHeaders().get("Authorization");
    boolean bearer = header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    String token = bearer ? String.valueOf(header).substring(SCHEME.length()).strip() : "";
    Caller caller =
        switch (tokens.verify(token)) {
          case TokenVerifier.Verified(Caller verified) -> verified;
          case TokenVerifier.Refused(String because) -> {
            LOG.info(
                "token refused because=\"{}\" traceId={}",
                token.isEmpty() ? "there is none" : because,
                TraceId.current(request));
            throw ApiProblem.of(
                ErrorCode.UNAUTHORIZED,
                token.isEmpty()
                    ? "this needs a bearer token"
                    : "the token is not accepted: " + because);
          }
          case TokenVerifier.Unavailable(String because) ->
              throw ApiProblem.retryLater(ErrorCode.SERVICE_UNAVAILABLE, because, KEYS_AWAY);
        };
    CurrentCaller.set(request, caller);
    return caller;
  }

  private static ApiProblem refused(HttpRequest<?> request, String because) {
    LOG.info("request refused because=\"{}\" traceId={}", because, TraceId.current(request));
    return ApiProblem.of(ErrorCode.FORBIDDEN, because);
  }

  private static ApiProblem off() {
    return ApiProblem.retryLater(
        ErrorCode.SERVICE_UNAVAILABLE, "the memory layer is switched off", SWITCHED_OFF);
  }

  private static String oneOf(Set<String> scopes) {
    return String.join(" or ", scopes.stream().sorted().toList());
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE + 100;
  }
}
