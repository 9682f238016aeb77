package dev.mneme.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Begins spans of what is done with records. Their attributes say where a record stands; never what
 * it says, and not whose it is. Switched off it does nothing, and what is carried on is what came.
 */
public final class Spans {

  /** Nobody watches. */
  public static final Spans OFF = new Spans(null);

  private static final String SYSTEM = "messaging.system";
  private static final String TOPIC = "messaging.destination.name";
  private static final String PARTITION = "messaging.destination.partition.id";
  private static final String OFFSET = "messaging.kafka.offset";

  private final @Nullable Tracer tracer;

  private Spans(@Nullable Tracer tracer) {
    this.tracer = tracer;
  }

  public static Spans of(Tracer tracer) {
    return new Spans(tracer);
  }

  public boolean isOn() {
    return tracer != null;
  }

  /** A record is about to be sent, by what {@code parent} stands for. */
  public Work publishing(String topic, @Nullable TraceParent parent) {
    if (tracer == null) {
      return Work.UNWATCHED;
    }
    return new Work(
        tracer,
        tracer
            .spanBuilder("publish " + topic)
            .setSpanKind(SpanKind.PRODUCER)
            .setParent(context(parent))
            .setAttribute(SYSTEM, "kafka")
            .setAttribute(TOPIC, topic)
            .startSpan());
  }

  /**
   * A record has come and something is done with it.
   *
   * @param what is done: process, index, project, audit
   */
  public Work working(String what, String topic, int partition, long offset, Headers headers) {
    if (tracer == null) {
      return Work.UNWATCHED;
    }
    return new Work(
        tracer,
        tracer
            .spanBuilder(what + " " + topic)
            .setSpanKind(SpanKind.CONSUMER)
            .setParent(context(TraceParent.of(headers).orElse(null)))
            .setAttribute(SYSTEM, "kafka")
            .setAttribute(TOPIC, topic)
            .setAttribute(PARTITION, Integer.toString(partition))
            .setAttribute(OFFSET, offset)
            .startSpan());
  }

  /** The same for a record of a consumer; only one that came in a sampled trace is watched. */
  public Work following(String what, ConsumerRecord<?, ?> record) {
    if (tracer == null || TraceParent.of(record.headers()).filter(TraceParent::sampled).isEmpty()) {
      return Work.UNWATCHED;
    }
    return working(what, record.topic(), record.partition(), record.offset(), record.headers());
  }

  private static Context context(@Nullable TraceParent parent) {
    return parent == null
        ? Context.root()
        : Context.root().with(Span.wrap(parent.toRemoteParent()));
  }

  /** Something that is being done; over when it is closed. Of one thread. */
  public static final class Work implements AutoCloseable {

    static final Work UNWATCHED = new Work(null, Span.getInvalid());

    private final @Nullable Tracer tracer;
    private final Span span;

    private Work(@Nullable Tracer tracer, Span span) {
      this.tracer = tracer;
      this.span = span;
    }

    /** A part of it. */
    public Work part(String name) {
      return tracer == null
          ? UNWATCHED
          : new Work(
              tracer, tracer.spanBuilder(name).setParent(Context.root().with(span)).startSpan());
    }

    /** What whatever follows from it is begun by; empty when nobody watches. */
    public Optional<TraceParent> asParent() {
      SpanContext context = span.getSpanContext();
      return context.isValid() ? Optional.of(TraceParent.of(context)) : Optional.empty();
    }

    /**
     * @param kind of what went wrong, in a word of our own; never a message, which may hold
     *     contents
     */
    public void failed(String kind) {
      span.setStatus(StatusCode.ERROR).setAttribute("error.type", kind);
    }

    @Override
    public void close() {
      span.end();
    }
  }
}
