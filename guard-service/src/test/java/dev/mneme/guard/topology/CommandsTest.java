package dev.mneme.guard.topology;

import static dev.mneme.guard.topology.GuardDriver.SCOPE;
import static dev.mneme.guard.topology.GuardDriver.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.mneme.events.AuditEvent;
import dev.mneme.events.ControlCommand;
import dev.mneme.events.DeadLetter;
import dev.mneme.events.DeadLetterCause;
import dev.mneme.events.GuardEvent;
import dev.mneme.events.GuardEventKind;
import dev.mneme.events.LayerMode;
import dev.mneme.events.LayerModeName;
import dev.mneme.events.SourcePosition;
import dev.mneme.guard.decision.Forced;
import dev.mneme.guard.decision.ScopeEvent;
import dev.mneme.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CommandsTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final GuardDriver guard = new GuardDriver();

  @AfterEach
  void close() {
    guard.close();
  }

  @Test
  void shouldPublishModeEventAndAuditWithTheActorWhenAModeIsForced() {
    guard.tell(guard.force("write_only", HOUR));

    assertThat(guard.modes())
        .singleElement()
        .satisfies(
            mode -> {
              assertThat(mode.getMode()).isEqualTo(LayerModeName.WRITE_ONLY);
              assertThat(mode.getReason()).isEqualTo("forced");
              assertThat(mode.getUntil()).isEqualTo(START.plus(HOUR));
              assertThat(mode.getEpoch()).isEqualTo(1);
              assertThat(mode.getReadPercent()).isEqualTo(100);
            });
    assertThat(guard.events())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getKind()).isEqualTo(GuardEventKind.FORCED);
              assertThat(event.getActor()).isEqualTo("alice");
              assertThat(event.getEvidence()).containsExactly(commandAt(0));
            });
    assertThat(guard.audit())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.getOperation()).isEqualTo("guard_forced");
              assertThat(entry.getActor()).isEqualTo("alice");
              assertThat(entry.getReason()).contains("maintenance");
              assertThat(entry.getSource()).isEqualTo(commandAt(0));
            });
    assertThat(guard.changes).containsExactly(ScopeEvent.Kind.FORCED);
  }

  @Test
  void shouldEndAForcedModeByItself() {
    guard.tell(guard.force("read_write", HOUR));
    guard.after(HOUR);

    assertThat(guard.modes())
        .extracting(LayerMode::getMode, LayerMode::getReason)
        .containsExactly(
            tuple(LayerModeName.READ_WRITE, "forced"), tuple(LayerModeName.READ_WRITE, "base"));
    assertThat(guard.events())
        .extracting(GuardEvent::getKind, GuardEvent::getActor)
        .containsExactly(
            tuple(GuardEventKind.FORCED, "alice"), tuple(GuardEventKind.CLEARED, "guard"));
  }

  @Test
  void shouldActOnceOnACommandThatComesTwice() {
    ControlCommand.Builder force = guard.force("off", HOUR);
    guard.tell(force);
    guard.tell(guard.command("clear"));
    guard.tell(force);

    assertThat(guard.state()).isNotInstanceOf(Forced.class);
    assertThat(guard.events())
        .extracting(GuardEvent::getKind)
        .containsExactly(GuardEventKind.FORCED, GuardEventKind.CLEARED);
    assertThat(guard.audit()).hasSize(2);
  }

  @Test
  void shouldWriteDownACommandThatChangesNothingAndWhy() {
    guard.tell(guard.command("clear"));

    assertThat(guard.modes()).isEmpty();
    assertThat(guard.events()).isEmpty();
    assertThat(guard.audit())
        .extracting(AuditEvent::getOperation, AuditEvent::getResult, AuditEvent::getActor)
        .containsExactly(tuple("guard_clear", "unchanged", "alice"));
  }

  @Test
  void shouldForgetFailuresWithoutTouchingTheMode() {
    guard.fails(2);
    guard.tell(guard.command("reset_failures"));
    guard.fails(2);

    assertThat(guard.modes()).isEmpty();
    assertThat(guard.audit())
        .extracting(AuditEvent::getOperation, AuditEvent::getResult)
        .containsExactly(tuple("guard_reset_failures", "success"));
    guard.fails(1);
    assertThat(guard.modes()).hasSize(1);
  }

  @Test
  void shouldSetMalformedCommandsAsideAndGoOn() {
    guard.tell(SCOPE.key(), "no avro".getBytes(StandardCharsets.UTF_8));
    guard.tell(guard.command("explode"));
    guard.tell(guard.command("force"));
    guard.tell(guard.command("force").setValue("READ"));
    guard.tell(guard.command("force").setValue("off"));
    guard.tell(guard.command("clear").setActor(" "));
    guard.tell(guard.command("clear").setReason(""));
    guard.tell(guard.command("clear").setTarget("log@local"));
    guard.tell(
        "legacy@local", guard.codecs.of(Topics.CONTROL).encode(guard.command("clear").build()));

    assertThat(guard.letters())
        .extracting(DeadLetter::getCause, DeadLetter::getReason)
        .startsWith(
            tuple(DeadLetterCause.UNDECODABLE, "the value does not begin with the magic byte 0"))
        .endsWith(
            tuple(DeadLetterCause.INVALID, "the action is neither force, clear nor reset_failures"),
            tuple(DeadLetterCause.INVALID, "the value is neither off, write_only nor read_write"),
            tuple(DeadLetterCause.INVALID, "the value is neither off, write_only nor read_write"),
            tuple(DeadLetterCause.INVALID, "a forced mode needs an until"),
            tuple(DeadLetterCause.INVALID, "the actor has no name, or one over 128 characters"),
            tuple(DeadLetterCause.INVALID, "there is no reason, or one over 300 characters"),
            tuple(DeadLetterCause.INVALID, "the target's layer is neither new nor legacy"),
            tuple(DeadLetterCause.INVALID, "the record's key is not the target of its value"));
    assertThat(guard.modes()).isEmpty();
    guard.tell(guard.force("off", HOUR));
    assertThat(guard.modes()).hasSize(1);
  }

  @Test
  void shouldLeaveSettingsOfOtherServicesAndEmptiedKeysAlone() {
    guard.tell(guard.command("set").setTarget("reader.rollout"));
    guard.tell(SCOPE.key(), null);

    assertThat(guard.letters()).isEmpty();
    assertThat(guard.modes()).isEmpty();
  }

  @Test
  void shouldWriteDownASettingOnceWithItsActorAndReason() {
    ControlCommand.Builder setting =
        guard.command("set").setTarget("rollout@local").setValue("canary:5");
    guard.tell(setting);

    AuditEvent entry = guard.audit().getFirst();
    assertThat(entry.getOperation()).isEqualTo("setting_changed");
    assertThat(entry.getActor()).isEqualTo("alice");
    assertThat(entry.getReason()).isEqualTo("rollout@local set to canary:5: maintenance");
    assertThat(entry.getSource()).isEqualTo(commandAt(0));
    guard.tell(setting);
    assertThat(guard.audit()).extracting(AuditEvent::getEventId).containsOnly(entry.getEventId());
    assertThat(guard.modes()).isEmpty();
    assertThat(guard.letters()).isEmpty();
  }

  @Test
  void shouldSetMalformedSettingsAside() {
    guard.tell(guard.command("set").setTarget("rollout@local").setValue("canary:500"));
    guard.tell(guard.command("set").setTarget("feature:concepts").setValue("maybe"));

    assertThat(guard.letters())
        .extracting(DeadLetter::getCause, DeadLetter::getReason)
        .containsExactly(
            tuple(
                DeadLetterCause.INVALID, "a percentage is from 0 to 100 with at most two decimals"),
            tuple(DeadLetterCause.INVALID, "a feature is on, off or on:<percent>"));
    assertThat(guard.audit())
        .extracting(AuditEvent::getResult, entry -> entry.getSource().getOffset())
        .containsExactly(tuple("rejected", 0L), tuple("rejected", 1L));
  }

  /** What a restart without any state finds on the topic: the last command of each scope. */
  @Test
  void shouldTakeNoNoticeOfAForceThatWasOverBeforeItWasSeen() {
    ControlCommand.Builder old = guard.force("read_write", HOUR);
    guard.after(HOUR);

    guard.tell(old);

    assertThat(guard.modes()).isEmpty();
    assertThat(guard.audit())
        .extracting(AuditEvent::getOperation, AuditEvent::getResult)
        .containsExactly(tuple("guard_force", "unchanged"));
  }

  @Test
  void shouldRememberWhatHappenedLastAndWhatItWasTold() {
    ControlCommand.Builder clear = guard.command("clear");
    guard.fails(3);
    guard.tell(clear);

    assertThat(guard.history().events())
        .singleElement()
        .satisfies(event -> assertThat(event.kind()).isEqualTo(ScopeEvent.Kind.DOWNGRADED));
    assertThat(guard.history().of(clear.getCommandId()))
        .hasValueSatisfying(told -> assertThat(told.changed()).isFalse());
  }

  private static SourcePosition commandAt(long offset) {
    return new SourcePosition(Topics.CONTROL.name(), 0, offset);
  }
}
