package dev.mneme.writer.topology;

import dev.mneme.topics.Scope;

/** Who writes: named in every audit event and outcome. */
public record Reporter(String service, String instance, String region) {

  Scope scope() {
    return new Scope(Scope.LOG, region);
  }
}
