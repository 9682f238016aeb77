package dev.mneme.reader;

import dev.mneme.follower.TopicFollower;
import dev.mneme.shell.metrics.ConsumerLag;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Shows how far the reader is behind in what it follows. */
@Factory
final class LagFactory {

  @Singleton
  @Named(ReaderFactory.RECORDS)
  ConsumerLag records(@Named(ReaderFactory.RECORDS) TopicFollower follower) {
    return follower::lag;
  }

  @Singleton
  @Named(EmbeddingFactory.VECTORS)
  ConsumerLag vectors(@Named(EmbeddingFactory.VECTORS) Optional<TopicFollower> follower) {
    return () -> follower.map(TopicFollower::lag).orElse(List.of());
  }
}
