package dev.mneme.system.faults.trap;

/**
 * Where a writer can be stopped: when a method returns on a thread of the stream stage.
 *
 * @see <a href="../../../../../../../../../docs/faults.md">docs/faults.md</a>
 */
public enum StopPoint {
  /** Records were handed over, nothing was done with them. */
  AFTER_POLL("org/apache/kafka/clients/consumer/KafkaConsumer", "poll"),
  /** A memory was redacted, nothing of it was sent. */
  AFTER_REDACT("dev/mneme/writer/redact/MemoryRedaction", "redact"),
  /** Some of an event's records were sent, its transaction is open. */
  AFTER_SEND("org/apache/kafka/clients/producer/KafkaProducer", "send"),
  /** The offsets are in the transaction, which is open. */
  AFTER_SEND_OFFSETS("org/apache/kafka/clients/producer/KafkaProducer", "sendOffsetsToTransaction"),
  /** The commit was asked for; nobody knows whether it was heard. */
  DURING_COMMIT("org/apache/kafka/clients/producer/internals/TransactionManager", "beginCommit");

  private final String type;
  private final String method;

  StopPoint(String type, String method) {
    this.type = type;
    this.method = method;
  }

  boolean isIn(String className) {
    return type.equals(className);
  }

  boolean is(String methodName) {
    return method.equals(methodName);
  }
}
