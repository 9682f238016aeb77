package dev.mneme.guard.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.guard.decision.Decision;
import dev.mneme.guard.decision.GuardMachine;
import dev.mneme.guard.decision.GuardPolicy;
import dev.mneme.guard.decision.GuardState;
import dev.mneme.guard.decision.ScopeEvent;
import dev.mneme.guard.decision.Serving;
import dev.mneme.guard.decision.Steps;
import dev.mneme.guard.decision.Steps.Taken;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * A guard that crashes goes on from the bytes of its last transaction and sees again what came
 * after it. What it published must be what a guard publishes that never crashed.
 */
class CrashTest {

  @Property
  void shouldPublishAfterCrashesWhatItWouldHavePublishedWithout(
      @ForAll("steps") List<Steps.Step> steps,
      @ForAll("policies") GuardPolicy policy,
      @ForAll long seed) {
    List<Taken> run =
        Steps.run(
            steps.stream().filter(step -> !(step instanceof Steps.Step.LosesItsState)).toList(),
            policy);
    var random = new Random(seed);
    byte[] committedState = StateFormat.encode(Serving.initially("new@local"));
    int committed = 0;
    var published = new ArrayList<ScopeEvent>();
    GuardState state = StateFormat.decode(committedState);
    var pending = new ArrayList<ScopeEvent>();
    int crashes = 0;

    for (int next = 0; next < run.size(); ) {
      if (random.nextInt(4) == 0 && crashes++ < 100) {
        state = StateFormat.decode(committedState);
        next = committed;
        pending.clear();
        continue;
      }
      Taken taken = run.get(next++);
      Decision decision = GuardMachine.decide(state, taken.observation(), policy, taken.now());
      state = decision.next();
      pending.addAll(decision.events());
      if (random.nextInt(3) == 0 || next == run.size()) {
        committedState = StateFormat.encode(state);
        committed = next;
        published.addAll(pending);
        pending.clear();
      }
    }

    assertThat(published)
        .isEqualTo(run.stream().flatMap(taken -> taken.decision().events().stream()).toList());
    if (!run.isEmpty()) {
      assertThat(state).isEqualTo(run.getLast().decision().next());
    }
  }

  @Provide
  Arbitrary<List<Steps.Step>> steps() {
    return Steps.any();
  }

  @Provide
  Arbitrary<GuardPolicy> policies() {
    return Steps.policies();
  }
}
