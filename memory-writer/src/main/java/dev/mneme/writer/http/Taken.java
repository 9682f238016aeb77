package dev.mneme.writer.http;

import dev.mneme.writer.outcome.Ending;
import dev.mneme.writer.publish.EventLog.Appended;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event that is on the log.
 *
 * @param done how it ended; empty when that was not known in time
 */
record Taken(UUID eventId, UUID receipt, Appended appended, Optional<Ending.Done> done) {

  /** The status for what is done, or 202: it will be. */
  <T> MutableHttpResponse<T> answer(HttpStatus status, T body) {
    return HttpResponse.<T>status(done.isPresent() ? status : HttpStatus.ACCEPTED).body(body);
  }

  Changed changed(@Nullable UUID id) {
    return new Changed(
        id, done.map(Ending.Done::affected).orElse(null), receipt, appended.token().encode(), null);
  }
}
