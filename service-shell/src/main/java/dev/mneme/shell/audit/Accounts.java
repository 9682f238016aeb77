package dev.mneme.shell.audit;

import dev.mneme.events.AuditEvent;
import dev.mneme.identity.KeyedHash;
import dev.mneme.shell.audit.AuditTrail.About;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes down the acts of a service for which nothing else does. */
public final class Accounts {
  private final AuditTrail trail;
  private final Refusals refusals;
  private final KeyedHash hash;
  private final String service;
  private final String instance;

  public Accounts(
      AuditTrail trail, Refusals refusals, KeyedHash hash, String service, String instance) {
    this.trail = trail;
    this.refusals = refusals;
    this.hash = hash;
    this.service = service;
    this.instance = instance;
  }

  /**
   * @return the receipt id, unless the act could not be written down
   */
  public Optional<UUID> account(Act act, @Nullable String traceId, Instant at) {
    settle(at);
    if (act.isRefusal() && refusals.place(act, at) instanceof Refusals.Place.Among(UUID receipt)) {
      return Optional.of(receipt);
    }
    UUID receipt = UUID.randomUUID();
    return hand(receipt, act, 1, traceId, at) ? Optional.of(receipt) : Optional.empty();
  }

  /** Hands on the counts whose second is over. */
  public void settle(Instant now) {
    refusals.due(now).forEach(this::hand);
  }

  /** Hands on every count. */
  public void settleAll() {
    refusals.all().forEach(this::hand);
  }

  private void hand(Refusals.Counted counted) {
    hand(counted.receipt(), counted.act(), counted.count(), null, counted.first());
  }

  private boolean hand(UUID id, Act act, int count, @Nullable String traceId, Instant at) {
    AuditEvent entry =
        AuditEvent.newBuilder()
            .setEventId(id)
            .setOperation(act.operation())
            .setFamily(act.family())
            .setResult(act.result())
            .setService(service)
            .setInstance(instance)
            .setTenant(act.tenant() == null ? Act.SYSTEM : act.tenant())
            .setSubjectHash(
                act.subjectHash() == null ? hash.subject(Act.SYSTEM, service) : act.subjectHash())
            .setActor(act.client())
            .setReason(act.reason())
            .setTraceId(traceId)
            .setAt(at.truncatedTo(ChronoUnit.MILLIS))
            .setCount(count)
            .build();
    return trail.hand(entry, act.subjectHash() == null ? About.NOBODY : About.PERSON);
  }
}
