package dev.mneme.reader.http;

import dev.mneme.reader.distill.DistillQuestion;
import dev.mneme.reader.distill.DistillRefused;
import dev.mneme.reader.distill.Partial;
import dev.mneme.reader.distill.PartialFormat;
import dev.mneme.reader.distill.peers.PartProof;
import dev.mneme.reader.distill.peers.PartsOfPeer;
import dev.mneme.reader.instances.Instance;
import dev.mneme.reader.instances.Instances;
import dev.mneme.reader.instances.PeerCall;
import dev.mneme.reader.instances.PeerReply;
import dev.mneme.reader.instances.Peers;
import dev.mneme.reader.instances.http.Hop;
import dev.mneme.shell.http.TraceId;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.MediaType;
import io.micronaut.http.context.ServerRequestContext;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Asks other instances for their parts, once the caller has been found to be allowed to ask. */
@Singleton
final class PeerAsking implements Supplier<PartsOfPeer> {

  private final Peers peers;
  private final Instances instances;
  private final PartProof proof;
  private final ObjectMapper json;
  private final InstantSource clock;

  PeerAsking(
      Peers peers, Instances instances, PartProof proof, ObjectMapper json, InstantSource clock) {
    this.peers = peers;
    this.instances = instances;
    this.proof = proof;
    this.json = json;
    this.clock = clock;
  }

  @Override
  public PartsOfPeer get() {
    Optional<String> trace =
        ServerRequestContext.<Object>currentRequest().map(request -> TraceId.current(request));
    return (peer, question, partitions, within) -> ask(trace, peer, question, partitions, within);
  }

  private Partial ask(
      Optional<String> trace,
      Instance peer,
      DistillQuestion question,
      Set<Integer> partitions,
      Duration within)
      throws DistillRefused {
    byte[] body = body(question);
    String path =
        DistillPartsController.PATH
            + "?partitions="
            + partitions.stream().sorted().map(String::valueOf).collect(Collectors.joining(","));
    Map<String, String> headers = new HashMap<>();
    headers.put("Content-Type", MediaType.APPLICATION_OCTET_STREAM);
    headers.put(PartProof.HEADER, proof.of(path, body, clock.instant()));
    headers.put(Hop.BY, instances.name());
    headers.put(Hop.TIME_LEFT, Long.toString(Math.max(1, within.toMillis())));
    trace.ifPresent(id -> headers.put(TraceId.HEADER, id));
    PeerReply reply =
        peers.ask(peer, new PeerCall(HttpMethod.POST.name(), path, headers, body), within);
    return switch (reply) {
      case PeerReply.Answered answered when answered.status() == 200 -> part(answered);
      case PeerReply.Answered answered when answered.status() == 400 ->
          throw DistillRefused.tooManyCells();
      case PeerReply.Answered _ ->
          throw DistillRefused.unavailable("another instance cannot say its part now");
      case PeerReply.Away _ ->
          throw DistillRefused.unavailable("another instance does not answer now");
    };
  }

  private static Partial part(PeerReply.Answered answered) throws DistillRefused {
    try {
      return PartialFormat.read(answered.body());
    } catch (IOException e) {
      throw DistillRefused.unavailable("another instance answered in another form");
    }
  }

  private byte[] body(DistillQuestion question) {
    try {
      return json.writeValueAsBytes(PartBody.of(question));
    } catch (IOException e) {
      throw new UncheckedIOException("a question is written as JSON", e);
    }
  }
}
