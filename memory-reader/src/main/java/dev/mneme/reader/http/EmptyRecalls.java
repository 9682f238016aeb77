package dev.mneme.reader.http;

import dev.mneme.reader.answer.Answer;
import dev.mneme.reader.pack.ContextPack;
import dev.mneme.reader.pack.Tokenizer;
import dev.mneme.reader.routing.Degradation;
import dev.mneme.shell.slo.OpenBreakerAnswer;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a recall answers while its breaker is open: at once, empty, and why. An assistant goes on
 * without its memory; it must not fail for lack of it.
 */
@Singleton
final class EmptyRecalls implements OpenBreakerAnswer {
  private static final String RECALL = "/v1/personal/recall";
  private static final String PACK = "/v1/context-packs/preview";
  private static final String REASON = "slo_breaker_open";

  private final RecallMeters meters;

  EmptyRecalls(RecallMeters meters) {
    this.meters = meters;
  }

  @Override
  public Optional<MutableHttpResponse<?>> inPlaceOf(HttpRequest<?> request, String because) {
    String path = request.getPath();
    boolean pack = path.equals(PACK);
    if (!pack && !path.equals(RECALL) && !path.startsWith(RECALL + "/")) {
      return Optional.empty();
    }
    Answer nothing = Answer.nothing(new Degradation(REASON, because), false);
    meters.answered(nothing);
    return Optional.of(HttpResponse.ok(pack ? pack(nothing) : recall(nothing)));
  }

  private static RecallAnswer recall(Answer nothing) {
    return RecallAnswer.of(nothing, null, false, null, Duration.ZERO);
  }

  /** The body is not read, so the budget it asks for is not known. */
  private static PackAnswer pack(Answer nothing) {
    return PackAnswer.of(
        new ContextPack("", 0, PackBody.DEFAULT, List.of(), 0),
        Tokenizer.CL100K_BASE,
        nothing,
        null,
        Duration.ZERO);
  }
}
