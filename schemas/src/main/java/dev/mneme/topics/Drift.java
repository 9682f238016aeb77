package dev.mneme.topics;

/** One difference between a topic as declared and as the broker has it. */
public record Drift(String topic, String setting, String declared, String live) {

  @Override
  public String toString() {
    return "%s: %s is %s, declared %s".formatted(topic, setting, live, declared);
  }
}
