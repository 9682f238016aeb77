package dev.mneme.stack;

import dev.mneme.stack.process.PidFile;
import dev.mneme.stack.process.ProcessIdentity;
import dev.mneme.stack.process.ResidentMemory;
import dev.mneme.stack.ready.CheckResult;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A stack as seen from outside: from the files in its home, the processes they name, and what these
 * answer.
 *
 * @param headline one sentence
 */
public record StackStatus(
    StackLayout layout,
    Optional<StackDescription> description,
    OptionalLong supervisor,
    OptionalLong supervisorBytes,
    List<PartStatus> parts,
    String headline) {

  public static StackStatus of(StackLayout layout, Installation installation, Duration within)
      throws IOException, InterruptedException {
    Optional<StackDescription> description = StackDescription.read(layout);
    if (description.isEmpty()) {
      return new StackStatus(
          layout,
          description,
          OptionalLong.empty(),
          OptionalLong.empty(),
          List.of(),
          "No stack is running in %s: start one with \"mneme up\"".formatted(layout.home()));
    }
    Optional<ProcessIdentity> recorded = new PidFile(layout.supervisorPidFile()).read();
    Optional<ProcessHandle> supervisor = recorded.flatMap(ProcessIdentity::live);
    List<PartStatus> parts = ask(layout, description.get(), installation, within);
    return new StackStatus(
        layout,
        description,
        supervisor.map(p -> OptionalLong.of(p.pid())).orElseGet(OptionalLong::empty),
        supervisor.map(ResidentMemory::alone).orElseGet(OptionalLong::empty),
        parts,
        headline(layout, recorded, supervisor, parts));
  }

  private static List<PartStatus> ask(
      StackLayout layout, StackDescription description, Installation installation, Duration within)
      throws IOException, InterruptedException {
    StackSettings settings =
        new StackSettings(
            layout,
            description.ports(),
            description.partNames(),
            installation,
            java.util.Map.of(),
            within);
    Secrets secrets = Secrets.of(layout.secrets());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<PartStatus>> answers = new ArrayList<>();
      for (PartName part : settings.parts()) {
        answers.add(threads.submit(() -> ask(part, settings, secrets, within)));
      }
      List<PartStatus> parts = new ArrayList<>();
      for (Future<PartStatus> answer : answers) {
        parts.add(answer.get());
      }
      return parts;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a check must not throw", e.getCause());
    }
  }

  private static PartStatus ask(
      PartName part, StackSettings settings, Secrets secrets, Duration within) throws IOException {
    Optional<ProcessIdentity> recorded = new PidFile(settings.layout().pidFile(part)).read();
    Optional<ProcessHandle> process = recorded.flatMap(ProcessIdentity::live);
    int port = settings.ports().of(part);
    if (process.isEmpty()) {
      return new PartStatus(
          part,
          recorded.isPresent() ? PartStatus.State.DIED : PartStatus.State.STOPPED,
          port,
          OptionalLong.empty(),
          OptionalLong.empty(),
          Optional.empty(),
          recorded
              .map(
                  p ->
                      "process %d has ended, see %s"
                          .formatted(p.pid(), settings.layout().log(part)))
              .orElse("not started"));
    }
    CheckResult result = PartSpecs.of(part, settings, secrets).check().run(within);
    return new PartStatus(
        part,
        result.isReady() ? PartStatus.State.READY : PartStatus.State.NOT_READY,
        port,
        OptionalLong.of(process.get().pid()),
        ResidentMemory.of(process.get()),
        process.get().info().startInstant().map(s -> Duration.between(s, Instant.now())),
        result.because());
  }

  private static String headline(
      StackLayout layout,
      Optional<ProcessIdentity> recorded,
      Optional<ProcessHandle> supervisor,
      List<PartStatus> parts) {
    if (supervisor.isEmpty()) {
      return "The stack in %s was not stopped in order, its supervisor%s is gone: clean up with \"mneme down\", or start anew with \"mneme up\""
          .formatted(layout.home(), recorded.map(p -> " (process " + p.pid() + ")").orElse(""));
    }
    long ready = parts.stream().filter(PartStatus::isReady).count();
    return ready == parts.size()
        ? "All %d parts are ready".formatted(parts.size())
        : "%d of %d parts are ready".formatted(ready, parts.size());
  }

  public boolean allReady() {
    return supervisor.isPresent()
        && !parts.isEmpty()
        && parts.stream().allMatch(PartStatus::isReady);
  }

  /** Of all parts and the supervisor, in bytes. */
  public long residentBytes() {
    return parts.stream().mapToLong(p -> p.residentBytes().orElse(0)).sum()
        + supervisorBytes.orElse(0);
  }
}
