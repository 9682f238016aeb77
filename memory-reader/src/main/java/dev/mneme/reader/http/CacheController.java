package dev.mneme.reader.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mneme.identity.Pseudonym;
import dev.mneme.reader.cache.RecallCache;
import dev.mneme.reader.instances.Instance;
import dev.mneme.reader.instances.Instances;
import dev.mneme.reader.instances.PeerCall;
import dev.mneme.reader.instances.PeerReply;
import dev.mneme.reader.instances.Peers;
import dev.mneme.reader.instances.http.Hop;
import dev.mneme.shell.auth.Caller;
import dev.mneme.shell.http.ApiProblem;
import dev.mneme.shell.http.ErrorCode;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.ObjectMapper;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows the cache of this instance, and throws away what is in those of all. For operators. */
@Controller("/v1/cache")
@ExecuteOn(TaskExecutors.BLOCKING) // other instances are asked
final class CacheController {

  private static final Logger log = LoggerFactory.getLogger(CacheController.class);
  private static final Duration OTHERS_WITHIN = Duration.ofSeconds(3);

  private final RecallCache cache;
  private final Instances instances;
  private final Peers peers;
  private final ObjectMapper json;

  CacheController(RecallCache cache, Instances instances, Peers peers, ObjectMapper json) {
    this.cache = cache;
    this.instances = instances;
    this.peers = peers;
    this.json = json;
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

  /**
   * The figures of this instance, and of the others the names of those that did as they were told,
   * and of those that did not say so: what they keep goes by itself, within the time for which
   * answers are kept.
   */
  @Serdeable(naming = SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Invalidated(
      long entries,
      long hits,
      long misses,
      long outdated,
      long invalidations,
      String instance,
      List<String> others,
      List<String> notReached) {}

  /** The cache of this instance in figures. */
  @Get
  Figures show() {
    return new Figures(
        cache.size(), cache.hits(), cache.misses(), cache.outdated(), cache.invalidations());
  }

  /** Throws kept answers away. */
  @Post("/invalidate")
  @Status(HttpStatus.OK)
  Invalidated invalidate(HttpRequest<?> request, @Body @Nullable Invalidation wanted) {
    boolean all = wanted != null && Boolean.TRUE.equals(wanted.all());
    String subject = wanted == null ? null : wanted.subject();
    if (wanted == null || all == (subject != null)) {
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
    Map<Boolean, List<String>> told = Hop.isForwarded(request) ? Map.of() : tell(request, wanted);
    Figures here = show();
    return new Invalidated(
        here.entries(),
        here.hits(),
        here.misses(),
        here.outdated(),
        here.invalidations(),
        instances.name(),
        told.getOrDefault(true, List.of()),
        told.getOrDefault(false, List.of()));
  }

  /** All others at once, each by its name under whether it has done so. */
  private Map<Boolean, List<String>> tell(HttpRequest<?> request, Invalidation wanted) {
    List<Instance> others =
        instances.all().stream()
            .filter(instance -> !instance.name().equals(instances.name()))
            .toList();
    byte[] body = body(wanted);
    Map<String, Future<Boolean>> told = new TreeMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Instance other : others) {
        PeerCall call =
            Hop.call(
                request, "POST", "/v1/cache/invalidate", body, instances.name(), OTHERS_WITHIN);
        told.put(
            other.name(),
            threads.submit(
                () ->
                    peers.ask(other, call, OTHERS_WITHIN) instanceof PeerReply.Answered answered
                        && answered.status() == HttpStatus.OK.getCode()));
      }
    }
    return told.entrySet().stream()
        .collect(
            Collectors.partitioningBy(
                each -> each.getValue().resultNow(),
                Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
  }

  private byte[] body(Invalidation wanted) {
    try {
      return json.writeValueAsBytes(wanted);
    } catch (IOException e) {
      throw new UncheckedIOException("an order is written as JSON", e);
    }
  }

  private static ApiProblem wrong(String field, String what) {
    return ApiProblem.of(ErrorCode.VALIDATION_ERROR, field + " " + what, Map.of("field", field));
  }
}
