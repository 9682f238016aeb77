package dev.mneme.guard.rollout.topology;

import dev.mneme.control.Setting;
import dev.mneme.control.SettingReading;
import dev.mneme.events.ControlCommand;
import dev.mneme.events.RolloutPlan;
import dev.mneme.guard.decision.Position;
import dev.mneme.guard.rollout.decision.Order;
import dev.mneme.guard.rollout.decision.RolloutFact;
import dev.mneme.guard.rollout.plan.avro.PlanRecord;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a command says to the rollout controller, or why it says nothing. */
sealed interface CommandEvidence {
  record Meant(Message message) implements CommandEvidence {}

  /** It is for somebody else. */
  record Elsewhere() implements CommandEvidence {}

  /**
   * It breaks the rules of the topic.
   *
   * @param reason what is wrong, without the offending value
   */
  record Refused(String reason) implements CommandEvidence {}

  static CommandEvidence of(byte @Nullable [] key, ControlCommand command, Position position) {
    String target = command.getTarget();
    if (SettingReading.of(key, command, position.partition(), position.offset())
        instanceof SettingReading.Heard(Setting.OfRollout setting)) {
      return setting(setting);
    }
    if (!target.equals(RolloutTopology.PLAN)) {
      return new Elsewhere();
    }
    if (!Arrays.equals(key, target.getBytes(StandardCharsets.UTF_8))) {
      return new Refused("the record's key is not the target of its value");
    }
    if (command.getActor().isBlank()
        || command.getActor().length() > SettingReading.LONGEST_ACTOR) {
      return new Refused("the actor has no name, or one over 128 characters");
    }
    if (command.getReason().isBlank()
        || command.getReason().length() > SettingReading.LONGEST_REASON) {
      return new Refused("there is no reason, or one over 300 characters");
    }
    return switch (command.getAction()) {
      case "apply" -> apply(command, position);
      case "pause" -> tell(command, Order.PAUSE, position);
      case "resume" -> tell(command, Order.RESUME, position);
      case "promote" -> tell(command, Order.PROMOTE, position);
      case "abort" -> tell(command, Order.ABORT, position);
      default -> new Refused("the action is neither apply, pause, resume, promote nor abort");
    };
  }

  private static CommandEvidence setting(Setting.OfRollout setting) {
    String actor = setting.origin().actor();
    return actor.equals(RolloutFact.CONTROLLER)
        ? new Elsewhere()
        : new Meant(new Message.Set(setting.target().region(), setting.value(), actor));
  }

  private static CommandEvidence apply(ControlCommand command, Position position) {
    RolloutPlan plan = command.getPlan();
    if (plan == null) {
      return new Refused("there is no plan to apply");
    }
    try {
      PlanRecord.plan(plan);
    } catch (IllegalArgumentException e) {
      return new Refused(String.valueOf(e.getMessage()));
    }
    return new Meant(
        new Message.Apply(
            command.getCommandId(), plan, command.getActor(), command.getReason(), position));
  }

  private static CommandEvidence tell(ControlCommand command, Order order, Position position) {
    return new Meant(
        new Message.Tell(
            command.getCommandId(), order, command.getActor(), command.getReason(), position));
  }
}
