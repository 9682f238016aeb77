package dev.mneme.guard.rollout.topology;

import dev.mneme.control.Percent;
import dev.mneme.control.Rollout;
import dev.mneme.control.SettingCommand;
import dev.mneme.control.SettingReading;
import dev.mneme.control.SettingTarget;
import dev.mneme.events.AuditEvent;
import dev.mneme.events.ControlCommand;
import dev.mneme.events.RolloutEvent;
import dev.mneme.events.RolloutEventKind;
import dev.mneme.events.RolloutInput;
import dev.mneme.events.SourcePosition;
import dev.mneme.guard.decision.Position;
import dev.mneme.guard.rollout.decision.RolloutFact;
import dev.mneme.guard.rollout.plan.Plan;
import dev.mneme.identity.DerivedId;
import dev.mneme.identity.KeyedHash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Puts what happened to a rollout into the words of the topics. Ids follow from the plan and the
 * number of the event, so that what is decided again after a crash is the same.
 */
public final class RolloutAnnouncer {
  private static final String SERVICE = "guard-service";
  private static final String SYSTEM = "system";

  private final KeyedHash hash;
  private final String instance;

  public RolloutAnnouncer(KeyedHash hash, String instance) {
    this.hash = hash;
    this.instance = instance;
  }

  RolloutEvent event(Plan plan, RolloutFact fact, Instant at) {
    return RolloutEvent.newBuilder()
        .setEventId(id("rollout-event", plan, fact))
        .setPlanId(plan.id())
        .setPlan(plan.name())
        .setSequence(fact.sequence())
        .setKind(kind(fact.kind()))
        .setCause(fact.cause())
        .setBecause(fact.because())
        .setStep(fact.step())
        .setExposure(new TreeMap<>(fact.exposure()))
        .setVerdict(fact.verdict())
        .setInputs(
            fact.inputs().stream()
                .map(input -> new RolloutInput(input.name(), input.value(), input.limit()))
                .toList())
        .setActor(fact.actor())
        .setAt(at)
        .build();
  }

  private static RolloutEventKind kind(RolloutFact.Kind kind) {
    return switch (kind) {
      case APPLIED -> RolloutEventKind.APPLIED;
      case STEP_STARTED -> RolloutEventKind.STEP_STARTED;
      case LOOKED -> RolloutEventKind.LOOKED;
      case PAUSED -> RolloutEventKind.PAUSED;
      case RESUMED -> RolloutEventKind.RESUMED;
      case ROLLED_BACK -> RolloutEventKind.ROLLED_BACK;
      case ABORTED -> RolloutEventKind.ABORTED;
      case COMPLETED -> RolloutEventKind.COMPLETED;
    };
  }

  /**
   * The settings that make the shares so. To nobody it is one, for all regions at once, which takes
   * back what was set for each.
   */
  List<ControlCommand> settings(
      Plan plan, RolloutFact fact, Map<String, Integer> shares, Instant at) {
    if (shares.size() > 1 && shares.values().stream().allMatch(share -> share == 0)) {
      return List.of(setting(plan, fact, SettingTarget.EVERYWHERE, 0, at));
    }
    var settings = new ArrayList<ControlCommand>();
    new TreeMap<>(shares)
        .forEach((region, share) -> settings.add(setting(plan, fact, region, share, at)));
    return settings;
  }

  private ControlCommand setting(
      Plan plan, RolloutFact fact, String region, int share, Instant at) {
    String reason =
        "plan %s, step %d, %s: %s"
            .formatted(plan.name(), fact.step(), fact.cause(), fact.because());
    return SettingCommand.rollout(
        DerivedId.of(
            "rollout-setting", plan.id().toString(), Long.toString(fact.sequence()), region),
        new SettingTarget.OfRollout(region),
        rollout(share, plan.seed()),
        RolloutFact.CONTROLLER,
        reason.length() > SettingReading.LONGEST_REASON
            ? reason.substring(0, SettingReading.LONGEST_REASON)
            : reason,
        at);
  }

  private static Rollout rollout(int share, String seed) {
    return switch (share) {
      case 0 -> new Rollout.Off();
      case 100 -> new Rollout.Full();
      default -> new Rollout.Canary(Percent.of(share), seed);
    };
  }

  AuditEvent audit(Plan plan, RolloutFact fact, @Nullable Position cause, Instant at) {
    return entry(at)
        .setEventId(id("audit", plan, fact))
        .setOperation("rollout_" + fact.kind().name().toLowerCase(Locale.ROOT))
        .setResult("success")
        .setActor(fact.actor())
        .setReason(
            "plan %s (%s) event %d step %d, %s: %s"
                .formatted(
                    plan.name(),
                    plan.id(),
                    fact.sequence(),
                    fact.step(),
                    fact.cause(),
                    fact.because()))
        .setSource(cause == null ? null : source(cause))
        .build();
  }

  /** The entry of a command that changed nothing. */
  AuditEvent unchanged(
      UUID command,
      String asked,
      String actor,
      String reason,
      String because,
      Position position,
      Instant at) {
    return entry(at)
        .setEventId(DerivedId.of("audit", SERVICE, "rollout", command.toString()))
        .setOperation("rollout_" + asked)
        .setResult("unchanged")
        .setActor(actor)
        .setReason("asked for: %s; %s".formatted(reason, because))
        .setSource(source(position))
        .build();
  }

  /** The entry of a command that is none: nobody can be obeyed who cannot be understood. */
  AuditEvent refused(Position position, String reason, Instant toldAt) {
    return entry(toldAt)
        .setEventId(
            DerivedId.of(
                "audit",
                SERVICE,
                "rollout",
                position.topic(),
                Integer.toString(position.partition()),
                Long.toString(position.offset())))
        .setOperation("rollout_command")
        .setResult("rejected")
        .setReason(reason)
        .setSource(source(position))
        .build();
  }

  private AuditEvent.Builder entry(Instant at) {
    return AuditEvent.newBuilder()
        .setFamily(SYSTEM)
        .setService(SERVICE)
        .setInstance(instance)
        .setTenant(SYSTEM)
        .setSubjectHash(hash.subject(SYSTEM, "rollout"))
        .setAt(at);
  }

  private static UUID id(String kind, Plan plan, RolloutFact fact) {
    return DerivedId.of(kind, SERVICE, plan.id().toString(), Long.toString(fact.sequence()));
  }

  private static SourcePosition source(Position position) {
    return new SourcePosition(position.topic(), position.partition(), position.offset());
  }
}
