package dev.mneme.system.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mneme.serde.RegistryCodecs;
import dev.mneme.serde.SchemaRegistry;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Ports;
import dev.mneme.stack.Stack;
import dev.mneme.stack.StackListener;
import dev.mneme.system.TestStack;
import dev.mneme.system.oracle.CommittedTopic;
import dev.mneme.system.oracle.Oracle;
import dev.mneme.system.oracle.Publisher;
import dev.mneme.topics.Provisioner;
import dev.mneme.topics.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.Test;

/** Services that start before what they need. */
class ColdStartST {

  private static final List<PartName> SERVICES =
      List.of(PartName.WRITER, PartName.READER, PartName.GUARD, PartName.AUDIT_SINK);
  private static final Duration SOON = TestStack.PATIENCE;

  @Test
  void shouldWaitForTheRegistryAndThenProcessEverythingWithoutADeadLetter() throws Exception {
    try (Stack stack = Stack.own(TestStack.settings("cold-start"), StackListener.SILENT)) {
      for (PartName part : List.of(PartName.KAFKA, PartName.POSTGRES, PartName.REGISTRY)) {
        stack.part(part).start(SOON);
      }
      provision(stack.ports());
      try (RegistryCodecs codecs = TestStack.codecs(stack);
          Publisher publisher = new Publisher(stack.ports().bootstrap(), codecs)) {
        publisher.publish(1); // now the publisher knows its schema id
        stack.part(PartName.REGISTRY).kill();

        for (PartName service : SERVICES) {
          stack.part(service).launch();
        }
        publisher.publish(50);

        for (PartName service : SERVICES) {
          await()
              .atMost(SOON)
              .ignoreExceptions()
              .untilAsserted(() -> assertNotReadyForSchemas(stack.ports(), service));
        }
        Oracle oracle = new Oracle(stack, codecs);
        stack.part(PartName.REGISTRY).start(SOON);
        for (PartName service : SERVICES) {
          stack.part(service).awaitReady(SOON);
        }

        oracle.assertHolds(publisher.sent());
        assertThat(CommittedTopic.read(stack.ports().bootstrap(), codecs, Topics.DLQ)).isEmpty();
      }
    }
  }

  private static void provision(Ports ports) {
    try (Admin admin =
            Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, ports.bootstrap()));
        SchemaRegistry registry = new SchemaRegistry(URI.create(ports.registryUrl()))) {
      new Provisioner(admin, (short) 1).provision(Topics.all(), SOON);
      Topics.all().forEach(registry::register);
    }
  }

  private static void assertNotReadyForSchemas(Ports ports, PartName service) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(ports.http(service) + "/health/ready")).build(),
              BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("schemas-known");
    }
  }
}
