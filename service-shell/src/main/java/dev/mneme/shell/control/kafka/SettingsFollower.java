package dev.mneme.shell.control.kafka;

import dev.mneme.follower.whole.WholeTopic;
import dev.mneme.follower.whole.WholeTopicConsumer;
import dev.mneme.serde.Codecs;
import dev.mneme.shell.Surroundings;
import dev.mneme.shell.control.LiveSettings;
import dev.mneme.shell.health.Readiness;
import dev.mneme.shell.health.ReadinessCheck;
import dev.mneme.topics.Topics;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

/** Follows operators' settings from the first one on; ready once those from before are known. */
@Singleton
@Requires(property = "mneme.control.follow", value = "true")
final class SettingsFollower implements ReadinessCheck {

  private final LiveSettings live;
  private final WholeTopic topic;

  SettingsFollower(
      Surroundings surroundings,
      @Value("${micronaut.application.name}") String service,
      Codecs codecs,
      LiveSettings live) {
    this.live = live;
    this.topic =
        new WholeTopic(
            Topics.CONTROL.name(),
            partition -> partition == Topics.SETTINGS_PARTITION,
            () ->
                WholeTopicConsumer.of(
                    surroundings.kafkaBootstrap(), surroundings.instanceOf(service) + "-settings"),
            new SettingsEar(codecs.of(Topics.CONTROL), live));
  }

  @EventListener
  void start(StartupEvent event) {
    topic.start();
  }

  @PreDestroy
  void stop() {
    topic.close();
  }

  @Override
  public String name() {
    return "settings-known";
  }

  @Override
  public Readiness check() {
    return live.known()
        ? Readiness.ready("known; %d refused".formatted(live.refused()))
        : Readiness.notReady("what operators set was not all heard yet");
  }
}
