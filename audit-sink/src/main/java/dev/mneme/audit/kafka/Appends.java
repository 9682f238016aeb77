package dev.mneme.audit.kafka;

import java.time.Duration;

/** Told of each batch whose entries are durable. */
@FunctionalInterface
public interface Appends {
  void appended(int partition, int entries, Duration took);
}
