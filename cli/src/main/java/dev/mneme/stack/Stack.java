package dev.mneme.stack;

import dev.mneme.stack.token.SigningKey;
import dev.mneme.stack.token.TokenRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stack that this process owns: when this process ends, however it ends, the parts end too. One
 * process at a time owns the stack of a home.
 */
public final class Stack implements AutoCloseable {

  /** Who uses a part stops before the part does. */
  private static final List<Set<PartName>> STOP_ORDER =
      List.of(
          EnumSet.of(
              PartName.WRITER,
              PartName.READER,
              PartName.READER_2,
              PartName.READER_3,
              PartName.GUARD,
              PartName.AUDIT_SINK),
          EnumSet.of(PartName.REGISTRY, PartName.POSTGRES, PartName.KAFKA));

  private static final Logger log = LoggerFactory.getLogger(Stack.class);

  private final StackSettings settings;
  private final StackListener listener;
  private final Secrets secrets;
  private final SigningKey signingKey;
  private final HomeLock lock;
  private final Map<PartName, Part> parts = new EnumMap<>(PartName.class);

  private Stack(
      StackSettings settings,
      StackListener listener,
      Secrets secrets,
      SigningKey signingKey,
      HomeLock lock) {
    this.settings = settings;
    this.listener = listener;
    this.secrets = secrets;
    this.signingKey = signingKey;
    this.lock = lock;
    for (PartName name : PartName.values()) {
      parts.put(name, new Part(PartSpecs.of(name, settings, secrets), settings.layout()));
    }
  }

  /** Takes the home, and nothing more: no part runs yet. */
  public static Stack own(StackSettings settings, StackListener listener)
      throws StackFailure, InterruptedException {
    StackLayout layout = settings.layout();
    log.info("stack begins ports={} parts={}", settings.ports().base(), settings.parts());
    try {
      DiskSpace.check(layout.home(), DiskSpace.NEEDED);
      layout.create();
      HomeLock lock = HomeLock.take(layout);
      try {
        Leftovers.of(layout)
            .end()
            .or(() -> lock.previous().map(p -> Leftovers.nothingBut(layout, p)))
            .ifPresent(listener::cleanedUp);
        StackDescription.starting(settings).write(layout);
        return new Stack(
            settings, listener, Secrets.of(layout.secrets()), SigningKey.of(layout), lock);
      } catch (IOException | RuntimeException | InterruptedException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new StackFailure(
          "The home %s cannot be used: %s".formatted(layout.home(), DiskSpace.explain(e)), e);
    }
  }

  /** Takes the home, starts what the settings name, waits until all of it is ready. */
  public static Stack start(StackSettings settings, StackListener listener)
      throws StackFailure, InterruptedException {
    Stack stack = own(settings, listener);
    try {
      stack.start();
      return stack;
    } catch (StackFailure | InterruptedException | RuntimeException e) {
      stack.close();
      throw e;
    }
  }

  /**
   * Starts what the settings name. When anything fails, everything is stopped again before it is
   * reported.
   */
  public void start() throws StackFailure, InterruptedException {
    Set<Step> steps = Step.forParts(settings.parts());
    for (PartName part : settings.parts()) {
      if (!Files.exists(settings.installation().requiredFor(part))) {
        throw new StackFailure(
            "%s is not built (%s is missing): run ./mneme, which builds what is missing"
                .formatted(part, settings.installation().requiredFor(part)));
      }
    }
    PortCheck.check(settings.ports().needed(settings.parts()));
    try {
      runAll(steps);
      StackDescription.ready(settings).write(settings.layout());
    } catch (IOException e) {
      stop();
      throw new StackFailure(DiskSpace.explain(e), e);
    } catch (StackFailure | InterruptedException | RuntimeException e) {
      stop();
      throw e;
    }
  }

  private void runAll(Set<Step> steps) throws StackFailure, InterruptedException {
    Instant deadline = Instant.now().plus(settings.readyWithin());
    Map<Step, CompletableFuture<Void>> done = new EnumMap<>(Step.class);
    steps.forEach(step -> done.put(step, new CompletableFuture<>()));
    CompletableFuture<Void> failed = new CompletableFuture<>();
    List<Future<?>> tasks = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Step step : steps) {
        tasks.add(
            threads.submit(
                () -> {
                  try {
                    for (Step before : step.after()) {
                      if (done.containsKey(before)) {
                        done.get(before).get();
                      }
                    }
                    Instant from = Instant.now();
                    listener.began(step);
                    run(step, deadline);
                    listener.done(step, Duration.between(from, Instant.now()));
                    done.get(step).complete(null);
                  } catch (Throwable e) {
                    failed.completeExceptionally(e);
                  }
                  return null;
                }));
      }
      CompletableFuture<Void> all =
          CompletableFuture.allOf(done.values().toArray(CompletableFuture[]::new));
      try {
        CompletableFuture.anyOf(all, failed)
            .get(remaining(deadline).toMillis() + 5_000, TimeUnit.MILLISECONDS);
      } catch (ExecutionException e) {
        throw failure(e.getCause());
      } catch (TimeoutException e) {
        throw new StackFailure(
            "The stack was not ready within %d s: see the logs in %s"
                .formatted(settings.readyWithin().toSeconds(), settings.layout().logs()),
            e);
      } finally {
        tasks.forEach(task -> task.cancel(true));
      }
    }
  }

  private static StackFailure failure(Throwable cause) {
    return switch (cause) {
      case StackFailure failure -> failure;
      case RuntimeException e -> throw e;
      default -> new StackFailure("The start was cut short", cause);
    };
  }

  private void run(Step step, Instant deadline) throws StackFailure, InterruptedException {
    switch (step) {
      case TOPICS -> Seeding.topics(settings.ports(), remaining(deadline));
      case SCHEMAS -> Seeding.schemas(settings.ports());
      case KAFKA, REGISTRY, POSTGRES, AUDIT_SINK, GUARD, WRITER, READER, READER_2, READER_3 -> {
        PartName name = step.part().orElseThrow();
        part(name).start(remaining(deadline));
        part(name).onUnexpectedEnd(code -> listener.ended(name, code));
      }
    }
  }

  private static Duration remaining(Instant deadline) {
    Duration left = Duration.between(Instant.now(), deadline);
    return left.isNegative() ? Duration.ofMillis(1) : left;
  }

  /** One part, to be started, stopped or killed by itself. */
  public Part part(PartName name) {
    Part part = parts.get(name);
    if (part == null) {
      throw new IllegalStateException("no part " + name);
    }
    return part;
  }

  public StackSettings settings() {
    return settings;
  }

  public Ports ports() {
    return settings.ports();
  }

  public Secrets secrets() {
    return secrets;
  }

  /** A token that the services of this stack take, signed now. */
  public String token(TokenRequest request) {
    return signingKey.sign(request, Instant.now());
  }

  /** The Authorization header of a command: an operator, and every subject of the tenant. */
  public String bearer(String tenant) {
    return "Bearer " + token(TokenRequest.ofCommand(tenant));
  }

  /** Stops every part, those that use others first. Bounded by the grace of each part. */
  public void stop() throws InterruptedException {
    for (Set<PartName> together : STOP_ORDER) {
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        threads.invokeAll(together.stream().map(this::stopping).toList());
      }
    }
  }

  private Callable<Void> stopping(PartName name) {
    return () -> {
      part(name).stop();
      return null;
    };
  }

  /** Stops every part and gives the home back. */
  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    try {
      stop();
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      StackDescription.forget(settings.layout());
      lock.close();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
