package dev.mneme.cli;

import dev.mneme.serde.RegistryUnavailableException;
import dev.mneme.serde.SchemaRegistry;
import dev.mneme.topics.Provisioner;
import dev.mneme.topics.ProvisioningException;
import dev.mneme.topics.ProvisioningReport;
import dev.mneme.topics.Topic;
import dev.mneme.topics.Topics;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The catalogue brought into being on any broker and registry, not only those of a local stack. */
@Command(
    name = "provision",
    description =
        "Create the topics that are missing, register every schema, and wait until both are there."
            + " What is there and differs is reported, never altered. Exit code 1 if anything"
            + " differs.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  mneme provision --bootstrap kafka:9092 --registry http://registry:8080/apis/ccompat/v7",
      "  mneme provision --bootstrap … --registry … --replication 3"
    })
final class ProvisionCommand implements Callable<Integer> {

  @Mixin private final Output output = new Output();

  @Option(
      names = "--bootstrap",
      required = true,
      paramLabel = "HOST:PORT",
      description = "A broker, or several with commas.")
  private String bootstrap = "";

  @Option(
      names = "--registry",
      required = true,
      paramLabel = "URL",
      description = "Base of the registry's Confluent-compatible API.")
  private URI registry = URI.create("");

  @Option(
      names = "--replication",
      defaultValue = "1",
      paramLabel = "N",
      description = "Copies of every partition (default ${DEFAULT-VALUE}; 3 in production).")
  private short replication = 1;

  @Option(
      names = "--within",
      defaultValue = "60",
      paramLabel = "SECONDS",
      description = "How long to wait in all (default ${DEFAULT-VALUE}).")
  private int seconds = 60;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Override
  public Integer call() throws CommandFailure {
    output.progress("Creating topics on " + bootstrap);
    ProvisioningReport report = topics();
    output.progress("Registering schemas at " + registry);
    Map<String, Integer> schemas = schemas();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("created", report.created());
    document.put("drift", report.drift());
    document.put("schemas", schemas);
    output.document(document, text(report, schemas));
    return report.drift().isEmpty() ? StackCommand.DONE : StackCommand.FAILED;
  }

  private ProvisioningReport topics() throws CommandFailure {
    Map<String, Object> settings = Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    try (Admin admin = Admin.create(settings)) {
      return new Provisioner(admin, replication)
          .provision(Topics.all(), Duration.ofSeconds(seconds));
    } catch (ProvisioningException e) {
      throw new CommandFailure(
          "The topics could not be created on %s: %s".formatted(bootstrap, e.getMessage()), e);
    } catch (org.apache.kafka.common.KafkaException e) {
      throw new CommandFailure("%s is no broker: check --bootstrap".formatted(bootstrap), e);
    }
  }

  private Map<String, Integer> schemas() throws CommandFailure {
    Map<String, Integer> ids = new LinkedHashMap<>();
    try (SchemaRegistry client = new SchemaRegistry(registry)) {
      for (Topic<?> topic : Topics.all()) {
        ids.put(topic.valueSubject(), client.register(topic));
      }
    } catch (RegistryUnavailableException | IllegalStateException | IllegalArgumentException e) {
      throw new CommandFailure("The schemas could not be registered: " + e.getMessage(), e);
    }
    return ids;
  }

  private static String text(ProvisioningReport report, Map<String, Integer> schemas) {
    String created =
        report.created().isEmpty()
            ? "All topics were there."
            : "Created " + String.join(", ", report.created()) + ".";
    String drift =
        report.drift().stream()
            .map(d -> "%n  %s".formatted(d))
            .collect(Collectors.joining("", "", ""));
    return "%s%n%d schemas are registered.%s"
        .formatted(
            created, schemas.size(), drift.isEmpty() ? "" : "%nDiffers:".formatted() + drift);
  }
}
