package dev.mneme.benchmarks;

import dev.mneme.events.MemoryEvent;
import dev.mneme.identity.DerivedId;
import dev.mneme.identity.KeyedHash;
import dev.mneme.redaction.Policy;
import dev.mneme.redaction.Redactor;
import dev.mneme.serde.AvroCodec;
import dev.mneme.serde.Decoding;
import dev.mneme.serde.InMemoryCodecs;
import dev.mneme.topics.Topics;
import dev.mneme.writer.admission.Admission;
import dev.mneme.writer.admission.Limits;
import dev.mneme.writer.redact.MemoryRedaction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;

/**
 * Processor time of one thread for each event, of the parts that the stage is made of and of what
 * could stand in their place. Hardly disturbed by what else the machine does.
 */
final class Components {
  private static final int EVENTS = 20_000;
  private static final int WARM_UPS = 8;

  /** Results go here, so that nothing is left out as unused. */
  private long sum;

  void run(int rounds) {
    Conversation conversation = new Conversation(1);
    List<MemoryEvent> events = IntStream.range(0, EVENTS).mapToObj(conversation::next).toList();
    Map<String, ToLongFunction<MemoryEvent>> parts = parts();
    System.out.println("components, microseconds of processor time an event");
    parts.forEach(
        (name, part) -> {
          List<Double> micros = new ArrayList<>();
          for (int round = -WARM_UPS; round < rounds; round++) {
            double spent = spent(events, part);
            if (round >= 0) {
              micros.add(spent);
            }
          }
          System.out.printf("  %-34s %6.2f%n", name, Numbers.median(micros));
        });
    if (sum == 0) {
      throw new IllegalStateException("nothing was done");
    }
  }

  private double spent(List<MemoryEvent> events, ToLongFunction<MemoryEvent> part) {
    var threads = ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadCpuTime();
    for (MemoryEvent event : events) {
      sum += part.applyAsLong(event);
    }
    return (threads.getCurrentThreadCpuTime() - before) / 1e3 / events.size();
  }

  private static Map<String, ToLongFunction<MemoryEvent>> parts() {
    AvroCodec<MemoryEvent> codec = new InMemoryCodecs().of(Topics.EVENTS);
    SpecificDatumWriter<MemoryEvent> avro = new SpecificDatumWriter<>(MemoryEvent.getClassSchema());
    byte[] encoded = codec.encode(new Conversation(2).next(0));
    Admission admission = new Admission(Limits.STANDARD);
    MemoryRedaction redaction = new MemoryRedaction(Redactor.of(Policy.standard()));
    Redactor redactor = Redactor.of(Policy.standard());
    KeyedHash hash = new KeyedHash(new byte[32]);
    Map<String, ToLongFunction<MemoryEvent>> parts = new LinkedHashMap<>();
    parts.put("encode an event", event -> codec.encode(event).length);
    parts.put("the same by Avro's own writer", event -> byAvro(avro, event));
    parts.put("decode an event", _ -> decoded(codec, encoded));
    parts.put(
        "admission",
        event -> admission.examine(event, event.getSubject()).getClass().getName().length());
    parts.put(
        "redaction of the text", e -> redactor.redact(e.getStore().getText()).text().length());
    parts.put(
        "redaction of the whole memory",
        e -> redaction.redact(e.getStore()).redactions().size() + 1);
    parts.put(
        "keyed hash of the subject", e -> hash.subject(e.getTenant(), e.getSubject()).length());
    parts.put("keyed hash of the content", e -> hash.content(e.getStore().getText()).length());
    parts.put(
        "one derived id",
        e ->
            DerivedId.of("memory", e.getTenant(), e.getSubject(), e.getEventId().toString())
                .getLeastSignificantBits());
    return parts;
  }

  private static long decoded(AvroCodec<MemoryEvent> codec, byte[] encoded) {
    return switch (codec.decode(encoded)) {
      case Decoding.Decoded<MemoryEvent>(MemoryEvent event) -> event.getTenant().length();
      case Decoding.Undecodable<MemoryEvent> _, Decoding.RegistryUnavailable<MemoryEvent> _ ->
          throw new IllegalStateException("what was encoded is decodable");
    };
  }

  private static long byAvro(SpecificDatumWriter<MemoryEvent> writer, MemoryEvent event) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    try {
      writer.write(event, EncoderFactory.get().directBinaryEncoder(out, null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray().length;
  }
}
