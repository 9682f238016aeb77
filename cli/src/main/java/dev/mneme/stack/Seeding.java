package dev.mneme.stack;

import dev.mneme.serde.SchemaRegistry;
import dev.mneme.topics.Provisioner;
import dev.mneme.topics.ProvisioningException;
import dev.mneme.topics.Topic;
import dev.mneme.topics.Topics;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** What an empty broker and an empty registry are given before a service meets them. */
final class Seeding {

  private static final short ONE_BROKER = 1;

  private Seeding() {}

  static void topics(Ports ports, Duration within) throws StackFailure {
    Map<String, Object> settings =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            ports.bootstrap(),
            AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
            200);
    try (Admin admin = Admin.create(settings)) {
      new Provisioner(admin, ONE_BROKER).provision(Topics.all(), within);
    } catch (ProvisioningException e) {
      throw new StackFailure("The topics could not be created: " + e.getMessage(), e);
    }
  }

  static void schemas(Ports ports) throws StackFailure {
    try (SchemaRegistry registry = new SchemaRegistry(URI.create(ports.registryUrl()))) {
      for (Topic<?> topic : Topics.all()) {
        registry.register(topic);
      }
    } catch (RuntimeException e) {
      throw new StackFailure("The schemas could not be registered: " + e.getMessage(), e);
    }
  }
}
