package dev.mneme.shell.slo;

import dev.mneme.shell.auth.Operation;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The breakers of the operations that this service answers. */
@Singleton
public final class Breakers {
  private static final Logger LOG = LoggerFactory.getLogger(Breakers.class);

  private final Map<Operation, Breaker> breakers;
  private final SloSettings promises;
  private final BreakerSwitch on;
  private final List<BreakerListener> listeners;

  Breakers(
      ServedOperations served,
      SloSettings promises,
      BreakerSwitch on,
      List<BreakerListener> listeners) {
    BreakerPolicy policy = promises.toPolicy();
    this.breakers =
        served.operations().stream()
            .collect(Collectors.toMap(Function.identity(), _ -> new Breaker(policy)));
    this.promises = promises;
    this.on = on;
    this.listeners = List.copyOf(listeners);
  }

  /** A request that was let in. */
  public record Pass(Operation operation, Breaker.Admitted admitted) {}

  /** Whether a request may go on. */
  public sealed interface Entry {}

  public record Let(Pass pass) implements Entry {}

  public record Shut(Operation operation, Duration retryAfter) implements Entry {}

  /** Empty when the operation has no breaker here, or breakers are switched off. */
  public Optional<Entry> enter(Operation operation, long now) {
    Breaker breaker = breakers.get(operation);
    if (breaker == null || !on.isOn()) {
      return Optional.empty();
    }
    return Optional.of(
        switch (breaker.admit(now)) {
          case Breaker.Admitted admitted -> new Let(new Pass(operation, admitted));
          case Breaker.Refused(Duration retryAfter) -> new Shut(operation, retryAfter);
        });
  }

  public void ended(Pass pass, Breaker.Ending ending, long now) {
    Breaker breaker = breakers.get(pass.operation());
    if (breaker != null) {
      breaker
          .ended(pass.admitted(), ending, now)
          .ifPresent(change -> changed(pass.operation(), change));
    }
  }

  /**
   * @return empty when the operation has no breaker here
   */
  public Optional<Breaker.Change> reset(Operation operation) {
    Optional<Breaker.Change> change =
        Optional.ofNullable(breakers.get(operation)).map(Breaker::reset);
    change.ifPresent(it -> changed(operation, it));
    return change;
  }

  /** In the order in which operations are named anywhere. */
  public List<Operation> operations() {
    return breakers.keySet().stream().sorted().toList();
  }

  /**
   * @throws IllegalArgumentException when the operation has no breaker here
   */
  public Breaker.View view(Operation operation, long now) {
    Breaker breaker = breakers.get(operation);
    if (breaker == null) {
      throw new IllegalArgumentException(operation.label() + " has no breaker here");
    }
    return breaker.view(now);
  }

  /** What was promised of it. */
  public Duration promise(Operation operation) {
    return promises.of(operation);
  }

  public boolean isOn() {
    return on.isOn();
  }

  private void changed(Operation operation, Breaker.Change change) {
    if (change.from() == change.to()) {
      return;
    }
    LOG.warn(
        "breaker changed operation={} from={} to={} because=\"{}\"",
        operation.label(),
        change.from(),
        change.to(),
        change.because());
    listeners.forEach(listener -> listener.changed(operation, change));
  }
}
