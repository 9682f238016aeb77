package dev.mneme.topics;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Brings the topics of the catalogue into being and waits until the broker serves them. A topic
 * that is there already is compared and never altered: what differs is reported, because changing
 * partitions or cleanup under running services is an operator's decision.
 */
public final class Provisioner {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private final Admin admin;
  private final short replication;

  /**
   * @param replication copies of every partition; with 3 or more, writes need all but one of them
   */
  public Provisioner(Admin admin, short replication) {
    this.admin = admin;
    this.replication = replication;
  }

  /**
   * @param timeout how long to wait for the broker in all
   * @throws ProvisioningException when the broker refuses a topic or the time is up
   */
  public ProvisioningReport provision(Collection<Topic<?>> topics, Duration timeout) {
    Instant deadline = Instant.now().plus(timeout);
    try {
      Set<String> present = names(deadline);
      List<String> created = new ArrayList<>();
      for (Topic<?> topic : topics) {
        if (!present.contains(topic.name()) && create(topic, deadline)) {
          created.add(topic.name());
        }
      }
      awaitLeaders(topics, deadline);
      return new ProvisioningReport(created, drift(topics, timeout));
    } catch (ExecutionException e) {
      throw new ProvisioningException("the broker refused: " + e.getCause().getMessage(), e);
    } catch (TimeoutException e) {
      throw new ProvisioningException(
          "the broker did not finish creating topics within " + timeout.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProvisioningException("interrupted while provisioning topics", e);
    }
  }

  /**
   * What differs between the catalogue and the live topics; a missing topic is a difference too.
   */
  public List<Drift> drift(Collection<Topic<?>> topics, Duration timeout) {
    Instant deadline = Instant.now().plus(timeout);
    try {
      Set<String> present = names(deadline);
      List<Topic<?>> live = topics.stream().filter(t -> present.contains(t.name())).toList();
      List<Drift> drifts = new ArrayList<>();
      for (Topic<?> topic : topics) {
        if (!present.contains(topic.name())) {
          drifts.add(new Drift(topic.name(), "topic", "present", "missing"));
        }
      }
      Map<String, TopicDescription> descriptions = describe(live, deadline);
      Map<String, Config> settings = settings(live, deadline);
      for (Topic<?> topic : live) {
        drifts.addAll(compare(topic, descriptions.get(topic.name()), settings.get(topic.name())));
      }
      return drifts;
    } catch (ExecutionException e) {
      throw new ProvisioningException("the broker refused: " + e.getCause().getMessage(), e);
    } catch (TimeoutException e) {
      throw new ProvisioningException(
          "the broker did not describe its topics within " + timeout.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProvisioningException("interrupted while comparing topics", e);
    }
  }

  private Set<String> names(Instant deadline)
      throws ExecutionException, InterruptedException, TimeoutException {
    return new HashSet<>(
        admin.listTopics().names().get(millisUntil(deadline), TimeUnit.MILLISECONDS));
  }

  private boolean create(Topic<?> topic, Instant deadline)
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<String, String> settings = new HashMap<>(topic.settings());
    settings.put("min.insync.replicas", Integer.toString(Math.max(1, replication - 1)));
    NewTopic wanted = new NewTopic(topic.name(), topic.partitions(), replication).configs(settings);
    try {
      admin.createTopics(List.of(wanted)).all().get(millisUntil(deadline), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicExistsException) {
        return false; // another instance provisions at the same time; the comparison below still
        // applies
      }
      throw e;
    }
  }

  private void awaitLeaders(Collection<Topic<?>> topics, Instant deadline)
      throws ExecutionException, InterruptedException, TimeoutException {
    while (!allLed(topics, deadline)) {
      if (Instant.now().isAfter(deadline)) {
        throw new TimeoutException("partitions without a leader");
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
  }

  private boolean allLed(Collection<Topic<?>> topics, Instant deadline)
      throws ExecutionException, InterruptedException, TimeoutException {
    if (!names(deadline).containsAll(topics.stream().map(Topic::name).toList())) {
      return false;
    }
    return describe(topics, deadline).values().stream()
        .flatMap(d -> d.partitions().stream())
        .allMatch(p -> p.leader() != null);
  }

  private Map<String, TopicDescription> describe(Collection<Topic<?>> topics, Instant deadline)
      throws ExecutionException, InterruptedException, TimeoutException {
    return admin
        .describeTopics(topics.stream().map(Topic::name).toList())
        .allTopicNames()
        .get(millisUntil(deadline), TimeUnit.MILLISECONDS);
  }

  private Map<String, Config> settings(Collection<Topic<?>> topics, Instant deadline)
      throws ExecutionException, InterruptedException, TimeoutException {
    List<ConfigResource> resources =
        topics.stream().map(t -> new ConfigResource(ConfigResource.Type.TOPIC, t.name())).toList();
    Map<String, Config> byName = new HashMap<>();
    admin
        .describeConfigs(resources)
        .all()
        .get(millisUntil(deadline), TimeUnit.MILLISECONDS)
        .forEach((resource, config) -> byName.put(resource.name(), config));
    return byName;
  }

  private static List<Drift> compare(Topic<?> topic, TopicDescription live, Config liveSettings) {
    List<Drift> drifts = new ArrayList<>();
    if (live.partitions().size() != topic.partitions()) {
      drifts.add(
          new Drift(
              topic.name(),
              "partitions",
              Integer.toString(topic.partitions()),
              Integer.toString(live.partitions().size())));
    }
    topic
        .settings()
        .forEach(
            (setting, declared) -> {
              ConfigEntry entry = liveSettings.get(setting);
              String found = entry == null ? "unset" : entry.value();
              if (!declared.equals(found)) {
                drifts.add(new Drift(topic.name(), setting, declared, found));
              }
            });
    return drifts;
  }

  private static long millisUntil(Instant deadline) {
    return Math.max(1, Duration.between(Instant.now(), deadline).toMillis());
  }
}
