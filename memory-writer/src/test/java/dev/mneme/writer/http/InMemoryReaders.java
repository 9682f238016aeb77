package dev.mneme.writer.http;

import dev.mneme.follower.reach.ConsistencyToken;
import dev.mneme.writer.forgotten.Unreadable;
import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;

/** Readers that are past everything, unless told otherwise. */
@Singleton
@Primary
@Requires(property = "test.log", value = "memory")
final class InMemoryReaders implements Unreadable {
  private volatile Confirmation next = new Confirmation.Confirmed();

  @Override
  public Confirmation of(ConsistencyToken token) {
    return next;
  }

  void say(Confirmation confirmation) {
    next = confirmation;
  }
}
