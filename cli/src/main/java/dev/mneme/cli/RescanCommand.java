package dev.mneme.cli;

import dev.mneme.cli.ingest.EventPublisher;
import dev.mneme.cli.redact.rescan.Outdated;
import dev.mneme.cli.redact.rescan.RecordsLog;
import dev.mneme.events.MemoryEvent;
import dev.mneme.identity.Pseudonym;
import dev.mneme.serde.RegistryCodecs;
import dev.mneme.stack.Ports;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Has memories redacted again that another policy redacted. */
@Command(
    name = "rescan",
    description = {
      "Find the kept memories that another version of the policy redacted, and publish for each"
          + " that it is to be redacted again. The writer does so with the policy it was started"
          + " with: start it with the new one first.",
      "The same again publishes the same events, which the writer knows."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mneme redact rescan --policy ours.policy --dry-run",
      "  mneme redact rescan --policy ours.policy",
      "  mneme redact rescan --subject hs_…"
    })
final class RescanCommand extends StackCommand {

  @Option(
      names = "--subject",
      paramLabel = "S",
      description = "Only memories of this pseudonym (default: everybody's).")
  private @Nullable String subject;

  @Option(names = "--dry-run", description = "Count them and publish nothing.")
  private boolean dryRun;

  @Option(
      names = "--again",
      description =
          "Publish under new event ids, for memories that were rescanned while the writer still had"
              + " the old policy.")
  private boolean again;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description =
          "The policy in force (default: MNEME_REDACTION_POLICY, else the one that is built in).")
  private @Nullable String policy;

  @Override
  public Integer call() throws CommandFailure, InterruptedException {
    if (subject != null && !Pseudonym.isValid(subject)) {
      throw new IllegalArgumentException(
          "the subject must be a pseudonym: hs_ and 43 or more base64url characters, or 64"
              + " hexadecimal digits");
    }
    String version = Policies.policy(policy).version();
    Ports ports = running().ports();
    Outdated outdated = new Outdated(version, Optional.ofNullable(subject));
    new RecordsLog(ports).readInto(outdated);
    long published = dryRun || outdated.size() == 0 ? 0 : rescan(outdated, version, ports);
    output.document(document(version, outdated, published), text(version, outdated, published));
    return DONE;
  }

  private long rescan(Outdated outdated, String version, Ports ports)
      throws CommandFailure, InterruptedException {
    try (RegistryCodecs codecs = Brokers.codecs(ports)) {
      OperatorActs.account(
          this,
          codecs,
          "redact_rescan",
          "%d memories%s by policy %s"
              .formatted(outdated.size(), subject == null ? "" : " of one subject", version),
          outdated.size());
    }
    return publish(outdated, ports);
  }

  private long publish(Outdated outdated, Ports ports) throws CommandFailure {
    Instant now = Clock.systemUTC().instant();
    List<MemoryEvent> events = outdated.events(now, again ? now.toString() : "");
    try (EventPublisher publisher = new EventPublisher(ports)) {
      for (MemoryEvent event : events) {
        publisher.publish(event);
      }
      publisher.flush();
      return publisher.acknowledged();
    }
  }

  private Map<String, Object> document(String version, Outdated outdated, long published) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("policy_version", version);
    document.put("records_read", outdated.read());
    document.put("outdated", outdated.size());
    document.put("by_version", outdated.byVersion());
    document.put("dry_run", dryRun);
    document.put("published", published);
    return document;
  }

  private String text(String version, Outdated outdated, long published) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%d records read, %d memories were redacted by another version than %s."
            .formatted(outdated.read(), outdated.size(), version));
    outdated
        .byVersion()
        .forEach((each, count) -> text.append("%n  %-24s %8d".formatted(each, count)));
    text.append(
        dryRun
            ? "%nNothing published: this was a dry run.".formatted()
            : "%n%d published to be redacted again.".formatted(published));
    return text.toString();
  }
}
