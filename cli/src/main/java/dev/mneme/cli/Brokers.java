package dev.mneme.cli;

import dev.mneme.stack.Ports;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaFuture;

/** Asking the broker of a stack, with bounds and in sentences. */
final class Brokers {

  private static final int PATIENCE_MILLIS = 10_000;

  private Brokers() {}

  static Admin admin(Ports ports) {
    return Admin.create(
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            ports.bootstrap(),
            AdminClientConfig.CLIENT_ID_CONFIG,
            "mneme-cli",
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            PATIENCE_MILLIS,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            5_000));
  }

  static <T> T answer(KafkaFuture<T> future) throws CommandFailure, InterruptedException {
    try {
      return future.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new CommandFailure(
          "The broker does not answer: see \"mneme status\" (%s)".formatted(cause.getMessage()), e);
    }
  }
}
