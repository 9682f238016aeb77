package dev.mneme.reader;

import dev.mneme.follower.whole.WholeTopic;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** Reads what was said about many, for as long as the service lives. */
@Singleton
final class DisclosureReading {

  private final WholeTopic topic;

  DisclosureReading(@Named(DistillFactory.DISCLOSURES) WholeTopic topic) {
    this.topic = topic;
  }

  @EventListener
  void start(StartupEvent event) {
    topic.start();
  }

  @PreDestroy
  void stop() {
    topic.close();
  }
}
