package dev.mneme.system.cluster;

import dev.mneme.serde.RegistryCodecs;
import dev.mneme.serde.SchemaRegistry;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Stack;
import dev.mneme.stack.StackListener;
import dev.mneme.stack.StackSettings;
import dev.mneme.system.TestStack;
import dev.mneme.system.faults.trap.TrappedWriter;
import dev.mneme.system.oracle.Oracle;
import dev.mneme.system.oracle.Publisher;
import dev.mneme.topics.Provisioner;
import dev.mneme.topics.Topics;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** A writer with registry and PostgreSQL on brokers that are not the stack's. */
public final class OwnSuite implements AutoCloseable {

  private static final Duration SOON = Duration.ofSeconds(120);

  private final Stack stack;
  private final RegistryCodecs codecs;
  private final Publisher publisher;
  private final Oracle oracle;
  private final TrappedWriter trap;

  private OwnSuite(Stack stack, TrappedWriter trap, String tools) {
    this.stack = stack;
    this.trap = trap;
    this.codecs = TestStack.codecs(stack);
    this.publisher = new Publisher(tools, codecs);
    this.oracle = new Oracle(stack, tools, codecs);
  }

  /**
   * @param tools where the test itself goes to
   * @param writer where the writer goes to
   */
  public static OwnSuite start(
      StackSettings settings, OwnBrokers brokers, String tools, String writer) throws Exception {
    TrappedWriter trap = TrappedWriter.in(settings);
    Stack stack =
        Stack.own(
            trap.armed(settings).with(PartName.WRITER, "MNEME_KAFKA_BOOTSTRAP", writer),
            StackListener.SILENT);
    for (PartName part : List.of(PartName.REGISTRY, PartName.POSTGRES)) {
      stack.part(part).start(SOON);
    }
    try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, tools));
        SchemaRegistry registry = new SchemaRegistry(URI.create(stack.ports().registryUrl()))) {
      new Provisioner(admin, brokers.replication()).provision(Topics.all(), SOON);
      Topics.all().forEach(registry::register);
    }
    stack.part(PartName.WRITER).start(SOON);
    return new OwnSuite(stack, trap, tools);
  }

  public Stack stack() {
    return stack;
  }

  public Publisher publisher() {
    return publisher;
  }

  public TrappedWriter trap() {
    return trap;
  }

  /** One record and one receipt each, in order, in both layers. */
  public void assertHolds() {
    oracle.awaitRecords(publisher.sent());
    oracle.assertOneRecordEachInOrder(publisher.sent());
    oracle.assertOneAuditEntryEach(publisher.sent());
    oracle.assertPostgresIsTheFoldOfTheTopic();
  }

  @Override
  public void close() {
    publisher.close();
    codecs.close();
    stack.close();
  }
}
