package dev.mneme.reader.http;

import dev.mneme.reader.export.Exports;
import dev.mneme.reader.instances.Copies;
import dev.mneme.reader.instances.Instance;
import dev.mneme.reader.instances.Instances;
import dev.mneme.reader.instances.PeerStreams;
import dev.mneme.reader.instances.PeerStreams.PeerStream;
import dev.mneme.reader.instances.Way;
import dev.mneme.reader.instances.http.AskedSubject;
import dev.mneme.reader.instances.http.Hop;
import dev.mneme.reader.instances.http.PassedBack;
import dev.mneme.reader.instances.http.RequestBody;
import dev.mneme.shell.auth.http.CurrentCaller;
import dev.mneme.topics.SubjectPartition;
import dev.mneme.topics.Topics;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends an export to the instance that has the person's memories, and passes its bytes on as they
 * come. A prepared export is looked for where it was prepared, here first.
 */
@ServerFilter({"/v1/personal/export", "/v1/personal/export/**"})
final class ExportForwarding implements Ordered {

  private static final Logger log = LoggerFactory.getLogger(ExportForwarding.class);
  private static final Duration BEGINS_WITHIN = Duration.ofSeconds(5);
  private static final int NOT_FOUND = HttpStatus.NOT_FOUND.getCode();
  private static final int MISDIRECTED = HttpStatus.MISDIRECTED_REQUEST.getCode();
  private static final int FAILED = 500;
  private static final int ID = 4;

  private final Exports exports;
  private final Instances instances;
  private final Copies copies;
  private final PeerStreams peers;

  ExportForwarding(Exports exports, Instances instances, Copies copies, PeerStreams peers) {
    this.exports = exports;
    this.instances = instances;
    this.copies = copies;
    this.peers = peers;
  }

  @RequestFilter
  @ExecuteOn(TaskExecutors.BLOCKING)
  @Nullable HttpResponse<?> pass(HttpRequest<?> request) {
    if (Hop.isForwarded(request) || instances.all().size() < 2) {
      return null;
    }
    Optional<UUID> prepared = prepared(request.getPath());
    if (prepared.filter(exports::has).isPresent()) {
      return null;
    }
    byte[] body = RequestBody.of(request);
    Optional<String> subject =
        AskedSubject.of(
            request.getParameters().get("subject"),
            body,
            CurrentCaller.of(request).subjectOr(null));
    if (subject.isEmpty()) {
      return null;
    }
    List<Instance> way =
        Way.of(SubjectPartition.of(subject.get(), Topics.RECORDS.partitions()), instances, copies);
    return elsewhere(request, body, prepared.isPresent() ? everyOther(way) : way);
  }

  private @Nullable HttpResponse<?> elsewhere(
      HttpRequest<?> request, byte[] body, Iterable<Instance> way) {
    for (Instance instance : way) {
      PeerStream reply =
          peers.open(
              instance, Hop.again(request, body, instances.name(), BEGINS_WITHIN), BEGINS_WITHIN);
      switch (reply) {
        case PeerStream.Open open when isAnswer(open.status()) -> {
          return PassedBack.answer(request, open.status(), open.headers(), body(open), instance);
        }
        case PeerStream.Open open -> close(open);
        case PeerStream.Away _ -> {
          // the next one may know
        }
      }
    }
    return null;
  }

  private static @Nullable Object body(PeerStream.Open open) {
    if (open.status() == HttpStatus.NO_CONTENT.getCode()) {
      close(open);
      return null;
    }
    return new StreamedFile(open.body(), type(open));
  }

  /** Whoever does not have it, or cannot say now, is not the last to be asked. */
  private static boolean isAnswer(int status) {
    return status < FAILED && status != NOT_FOUND && status != MISDIRECTED;
  }

  /** Those that have the memories first, then those that had them when it was prepared. */
  private Set<Instance> everyOther(List<Instance> first) {
    Set<Instance> every = new LinkedHashSet<>(first);
    instances.all().stream()
        .filter(instance -> !instance.name().equals(instances.name()))
        .forEach(every::add);
    return every;
  }

  private static Optional<UUID> prepared(String path) {
    String[] segments = path.split("/", -1);
    try {
      return segments.length > ID ? Optional.of(UUID.fromString(segments[ID])) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // it is refused where it is read
    }
  }

  private static MediaType type(PeerStream.Open open) {
    return MediaType.of(
        open.headers().getOrDefault("content-type", MediaType.APPLICATION_OCTET_STREAM));
  }

  private static void close(PeerStream.Open open) {
    try {
      open.body().close();
    } catch (IOException e) {
      log.debug("an answer that nobody reads was not closed", e);
    }
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE + 300; // after the gate and the breakers
  }
}
