package dev.mneme.reader.http;

import dev.mneme.identity.Pseudonym;
import dev.mneme.reader.cache.RecallCache;
import dev.mneme.shell.auth.Caller;
import dev.mneme.shell.http.ApiProblem;
import dev.mneme.shell.http.ErrorCode;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows the cache of this instance, and throws away what is in it. For operators. */
@Controller("/v1/cache")
final class CacheController {

  private static final Logger log = LoggerFactory.getLogger(CacheController.class);

  private final RecallCache cache;

  CacheController(RecallCache cache) {
    this.cache = cache;
  }

  /**
   * What to throw away: all, or what was answered of a subject. One of both must be said.
   *
   * @param tenant of the subject; default where it is left out
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Invalidation(@Nullable Boolean all, @Nullable String tenant, @Nullable String subject) {}

  /** The cache in figures since the start. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Figures(long entries, long hits, long misses, long outdated, long invalidations) {}

  /** The cache of this instance in figures. */
  @Get
  Figures show() {
    return new Figures(
        cache.size(), cache.hits(), cache.misses(), cache.outdated(), cache.invalidations());
  }

  /** Throws kept answers away. */
  @Post("/invalidate")
  @Status(HttpStatus.OK)
  Figures invalidate(@Body @Nullable Invalidation wanted) {
    boolean all = wanted != null && Boolean.TRUE.equals(wanted.all());
    String subject = wanted == null ? null : wanted.subject();
    if (all == (subject != null)) {
      throw wrong("subject", "or all must be said, and not both");
    }
    if (subject == null) {
      cache.clear();
    } else {
      if (!Pseudonym.isValid(subject)) {
        throw wrong("subject", "must be a pseudonym");
      }
      String tenant = wanted.tenant();
      cache.clear(tenant == null ? Caller.DEFAULT_TENANT : tenant, subject);
    }
    log.info("cache invalidated what={}", all ? "all" : "a subject");
    return show();
  }

  private static ApiProblem wrong(String field, String what) {
    return ApiProblem.of(ErrorCode.VALIDATION_ERROR, field + " " + what, Map.of("field", field));
  }
}
