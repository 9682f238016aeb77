package dev.mneme.shell.health;

import dev.mneme.serde.RegistryUnavailableException;
import dev.mneme.serde.SchemaRegistry;
import dev.mneme.shell.recurring.RecurringTask;
import dev.mneme.topics.Topic;
import dev.mneme.topics.Topics;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/**
 * Ready only when the registry has been seen with every schema of the catalogue. Once seen it stays
 * so: schemas are never deleted, and known ids work without the registry.
 */
@Singleton
final class SchemasKnown implements ReadinessCheck, RecurringTask {

  private final SchemaRegistry registry;
  private volatile Readiness last = Readiness.notReady("the schema registry was not asked yet");

  SchemasKnown(SchemaRegistry registry) {
    this.registry = registry;
  }

  @Override
  public String name() {
    return "schemas-known";
  }

  @Override
  public Readiness check() {
    return last;
  }

  @Override
  public Duration pause() {
    return Duration.ofMillis(250);
  }

  @Override
  public void once() {
    if (last.ready()) {
      return;
    }
    try {
      List<String> missing =
          Topics.all().stream()
              .filter(t -> registry.idOf(t).isEmpty())
              .map(Topic::valueSubject)
              .toList();
      last =
          missing.isEmpty()
              ? Readiness.ready("all " + Topics.all().size() + " schemas are registered")
              : Readiness.notReady("not registered: " + String.join(", ", missing));
    } catch (RegistryUnavailableException e) {
      last = Readiness.notReady(e.getMessage());
    }
  }
}
