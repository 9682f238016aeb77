package dev.mneme.guard.webhook;

import dev.mneme.events.AuditEvent;
import dev.mneme.events.GuardEvent;
import dev.mneme.events.RolloutEvent;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is told of an event, if anything is. */
public final class Notices {

  private Notices() {}

  public static Optional<Notice> of(GuardEvent event) {
    String scope = event.getLayer() + "@" + event.getRegion();
    String kind = label(event.getKind().name());
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("scope", scope);
    data.put("kind", kind);
    data.put("cause", event.getCause());
    data.put("because", event.getBecause());
    data.put("epoch", event.getEpoch());
    data.put("actor", event.getActor());
    return Optional.of(
        new Notice(
            event.getEventId(),
            "guard." + kind,
            event.getAt(),
            "*%s*: %s by %s. %s"
                .formatted(
                    escaped(scope),
                    words(kind),
                    escaped(event.getActor()),
                    escaped(event.getBecause())),
            data));
  }

  public static Optional<Notice> of(RolloutEvent event) {
    String kind = label(event.getKind().name());
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("plan", event.getPlan());
    data.put("kind", kind);
    data.put("cause", event.getCause());
    data.put("because", event.getBecause());
    data.put("step", event.getStep());
    data.put("exposure", event.getExposure());
    data.put("verdict", event.getVerdict());
    data.put("actor", event.getActor());
    return Optional.of(
        new Notice(
            event.getEventId(),
            "rollout." + kind,
            event.getAt(),
            "*Rollout %s*, step %d: %s by %s. %s"
                .formatted(
                    escaped(event.getPlan()),
                    event.getStep(),
                    words(kind),
                    escaped(event.getActor()),
                    escaped(event.getBecause())),
            data));
  }

  /**
   * Of an audit event only what it says about the operation: whom it is about stays in the ledger.
   *
   * @param results that are told of
   */
  public static Optional<Notice> of(AuditEvent event, Set<String> results) {
    if (!results.contains(event.getResult())) {
      return Optional.empty();
    }
    String operation = event.getFamily() + ":" + event.getOperation();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("operation", event.getOperation());
    data.put("family", event.getFamily());
    data.put("result", event.getResult());
    data.put("service", event.getService());
    data.put("instance", event.getInstance());
    data.put("tenant", event.getTenant());
    data.put("actor", event.getActor());
    data.put("trace_id", event.getTraceId());
    return Optional.of(
        new Notice(
            event.getEventId(),
            "audit." + event.getResult(),
            event.getAt(),
            "*%s*: %s, asked by %s of %s"
                .formatted(
                    escaped(operation),
                    words(escaped(event.getResult())),
                    escaped(event.getActor() == null ? "nobody known" : event.getActor()),
                    escaped(event.getInstance())),
            data));
  }

  private static String label(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static String words(String label) {
    return label.replace('_', ' ');
  }

  /** So that nothing in a text of ours is taken for a link or a mention. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
