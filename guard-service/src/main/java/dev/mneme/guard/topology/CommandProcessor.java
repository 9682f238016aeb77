package dev.mneme.guard.topology;

import dev.mneme.control.Setting;
import dev.mneme.control.SettingReading;
import dev.mneme.events.ControlCommand;
import dev.mneme.events.DeadLetterCause;
import dev.mneme.guard.decision.Observation;
import dev.mneme.guard.decision.Position;
import dev.mneme.serde.AvroCodec;
import dev.mneme.serde.Decoding;
import dev.mneme.topics.Topics;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Has each operator's command obeyed, in the task that decides about its scope. The position of the
 * last one is committed with the state it made, so a restart repeats none.
 */
final class CommandProcessor implements Processor<byte[], byte[], String, byte[]> {
  private final GuardParts parts;
  private final Patience patience;
  private final AvroCodec<ControlCommand> commands;

  private ProcessorContext<String, byte[]> context;
  private Outlet outlet;
  private ScopeKeeper keeper;

  CommandProcessor(GuardParts parts) {
    this.parts = parts;
    this.patience = new Patience(parts.registryWait());
    this.commands = parts.codecs().of(Topics.CONTROL);
  }

  @Override
  public void init(ProcessorContext<String, byte[]> context) {
    this.context = context;
    this.outlet = new Outlet(context, parts, patience);
    this.keeper = new ScopeKeeper(context, parts, patience, outlet);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    Position position = Positions.of(context);
    if (record.value() == null) {
      Positions.ignored(position, "the command was taken off the topic");
      return;
    }
    switch (patience.decode(commands, record.value())) {
      case Decoding.Decoded<ControlCommand>(ControlCommand command) ->
          read(record, command, position);
      case Decoding.Undecodable<ControlCommand> bad ->
          refuse(record, position, DeadLetterCause.UNDECODABLE, bad.reason());
      case Decoding.RegistryUnavailable<ControlCommand> away ->
          throw new IllegalStateException("waiting ended without an answer: " + away.reason());
    }
  }

  /**
   * Settings are obeyed where they are followed; here, once, they are written down or set aside.
   */
  private void read(Record<byte[], byte[]> record, ControlCommand command, Position position) {
    switch (SettingReading.of(record.key(), command, position.partition(), position.offset())) {
      case SettingReading.Heard(Setting setting) ->
          outlet.audit(
              parts.announcer().set(setting, position, Instant.ofEpochMilli(record.timestamp())),
              keeper.now());
      case SettingReading.Refused(String reason) ->
          refuse(record, position, DeadLetterCause.INVALID, reason);
      case SettingReading.Elsewhere _ -> command(record, command, position);
    }
  }

  private void command(Record<byte[], byte[]> record, ControlCommand command, Position position) {
    switch (CommandReader.read(record.key(), command, position)) {
      case Reading.Seen(var scope, Observation.Command seen) ->
          keeper.obey(scope.key(), seen, Instant.ofEpochMilli(record.timestamp()));
      case Reading.Seen(var scope, var other) ->
          throw new IllegalStateException("a command read as " + other.getClass() + " of " + scope);
      case Reading.Ignored(String why) -> Positions.ignored(position, why);
      case Reading.Refused(String reason) ->
          refuse(record, position, DeadLetterCause.INVALID, reason);
    }
  }

  private void refuse(
      Record<byte[], byte[]> record, Position position, DeadLetterCause cause, String reason) {
    outlet.giveUp(record, position, cause, reason, keeper.now());
    outlet.audit(
        parts.announcer().refused(position, reason, Instant.ofEpochMilli(record.timestamp())),
        keeper.now());
  }
}
