package dev.mneme.guard.rollout.topology;

import dev.mneme.events.AuditEvent;
import dev.mneme.events.ControlCommand;
import dev.mneme.events.RolloutEvent;
import dev.mneme.guard.rollout.plan.Plan;
import dev.mneme.guard.topology.Patience;
import dev.mneme.serde.AvroCodec;
import dev.mneme.topics.Topics;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Sends what the controller decided to the topics it belongs on. */
final class RolloutOutlet {
  private final ProcessorContext<String, byte[]> context;
  private final Patience patience;
  private final AvroCodec<ControlCommand> commands;
  private final AvroCodec<RolloutEvent> events;
  private final AvroCodec<AuditEvent> audit;

  RolloutOutlet(ProcessorContext<String, byte[]> context, RolloutParts parts, Patience patience) {
    this.context = context;
    this.patience = patience;
    this.commands = parts.codecs().of(Topics.CONTROL);
    this.events = parts.codecs().of(Topics.ROLLOUT_EVENTS);
    this.audit = parts.codecs().of(Topics.AUDIT);
  }

  void set(ControlCommand setting, Instant at) {
    send(RolloutTopology.TO_CONTROL, setting.getTarget(), commands, setting, at);
  }

  void event(Plan plan, RolloutEvent event, Instant at) {
    send(RolloutTopology.TO_EVENTS, plan.id().toString(), events, event, at);
  }

  void audit(AuditEvent entry, Instant at) {
    send(RolloutTopology.TO_AUDIT, entry.getSubjectHash(), audit, entry, at);
  }

  private <V extends SpecificRecord> void send(
      String sink, String key, AvroCodec<V> codec, V value, Instant at) {
    context.forward(new Record<>(key, patience.encode(codec, value), at.toEpochMilli()), sink);
  }
}
