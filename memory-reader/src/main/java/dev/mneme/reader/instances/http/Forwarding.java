package dev.mneme.reader.instances.http;

import dev.mneme.reader.instances.Copies;
import dev.mneme.reader.instances.Instance;
import dev.mneme.reader.instances.Instances;
import dev.mneme.reader.instances.PeerReply;
import dev.mneme.reader.instances.Peers;
import dev.mneme.reader.instances.Way;
import dev.mneme.shell.auth.http.CurrentCaller;
import dev.mneme.topics.SubjectPartition;
import dev.mneme.topics.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends what is about a subject whose partition another instance has on to that instance, whole and
 * as it came, after the gate and before anything else. What comes through is to be answered here:
 * from a copy that has caught up, or, when those that have one do not answer, from what else there
 * is.
 */
@ServerFilter({"/v1/personal/recall", "/v1/personal/recall/**", "/v1/context-packs/**"})
final class Forwarding implements Ordered {

  private static final String OWN_WRITES = "consistency_token";
  private static final String FORWARDS = "memory_forwards";

  private final Instances instances;
  private final Copies copies;
  private final Peers peers;
  private final ForwardingSettings settings;
  private final MeterRegistry meters;

  Forwarding(
      Instances instances,
      Copies copies,
      Peers peers,
      ForwardingSettings settings,
      MeterRegistry meters) {
    this.instances = instances;
    this.copies = copies;
    this.peers = peers;
    this.settings = settings;
    this.meters = meters;
  }

  @RequestFilter
  @ExecuteOn(TaskExecutors.BLOCKING)
  @Nullable HttpResponse<?> pass(HttpRequest<?> request) {
    boolean forwarded = Hop.isForwarded(request);
    if (!forwarded && instances.all().size() < 2) {
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
    int partition = SubjectPartition.of(subject.get(), Topics.RECORDS.partitions());
    if (forwarded) {
      return copies.isWarm(partition) ? null : HttpResponse.status(HttpStatus.MISDIRECTED_REQUEST);
    }
    return elsewhere(request, body, Way.of(partition, instances, copies));
  }

  private @Nullable HttpResponse<?> elsewhere(
      HttpRequest<?> request, byte[] body, List<Instance> way) {
    if (way.isEmpty()) {
      return null;
    }
    long start = System.nanoTime();
    Duration more = waitsForOwnWrites(request, body) ? settings.forOwnWrites() : Duration.ZERO;
    Duration budget = settings.budget().plus(more);
    Duration left = budget;
    for (Instance instance : way) {
      if (!left.isPositive()) {
        break;
      }
      PeerReply reply = peers.ask(instance, Hop.again(request, body, instances.name(), left), left);
      switch (reply) {
        case PeerReply.Answered answered when answered.status() < 500 && !misdirected(answered) -> {
          count("answered");
          return PassedBack.answer(
              request, answered.status(), answered.headers(), answered.body(), instance);
        }
        case PeerReply.Answered answered -> count(misdirected(answered) ? "misdirected" : "failed");
        case PeerReply.Away _ -> count("away");
      }
      left = budget.minusNanos(System.nanoTime() - start);
    }
    Hop.leave(request, settings.inAll().plus(more).minusNanos(System.nanoTime() - start));
    return null;
  }

  private static boolean waitsForOwnWrites(HttpRequest<?> request, byte[] body) {
    return request.getHeaders().contains("X-Consistency-Token")
        || request.getParameters().contains(OWN_WRITES)
        || new String(body, StandardCharsets.UTF_8).contains(OWN_WRITES);
  }

  private void count(String result) {
    meters.counter(FORWARDS, "result", result).increment();
  }

  private static boolean misdirected(PeerReply.Answered answered) {
    return answered.status() == HttpStatus.MISDIRECTED_REQUEST.getCode();
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE + 300; // after the gate and the breakers
  }
}
