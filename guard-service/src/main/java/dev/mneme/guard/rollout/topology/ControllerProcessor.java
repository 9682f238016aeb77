package dev.mneme.guard.rollout.topology;

import dev.mneme.control.Rollout;
import dev.mneme.events.ControlCommand;
import dev.mneme.events.RolloutEvent;
import dev.mneme.events.RolloutEventKind;
import dev.mneme.guard.decision.Position;
import dev.mneme.guard.rollout.RolloutHistory;
import dev.mneme.guard.rollout.decision.Observed;
import dev.mneme.guard.rollout.decision.RolloutDecision;
import dev.mneme.guard.rollout.decision.RolloutFact;
import dev.mneme.guard.rollout.decision.RolloutMachine;
import dev.mneme.guard.rollout.decision.RolloutState;
import dev.mneme.guard.rollout.decision.RolloutState.Planned;
import dev.mneme.guard.rollout.evidence.Evidence;
import dev.mneme.guard.rollout.plan.Gates;
import dev.mneme.guard.rollout.plan.Limits;
import dev.mneme.guard.rollout.plan.Plan;
import dev.mneme.guard.rollout.plan.Step;
import dev.mneme.guard.rollout.plan.avro.PlanRecord;
import dev.mneme.guard.topology.Patience;
import dev.mneme.serde.AvroCodec;
import dev.mneme.serde.Decoding;
import dev.mneme.topics.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads the rollout's state, has it decided, keeps the state and sends what follows. */
final class ControllerProcessor implements Processor<String, byte[], String, byte[]> {
  private static final Logger log = LoggerFactory.getLogger(ControllerProcessor.class);
  private static final Duration TICK = Duration.ofMillis(500);

  private final RolloutParts parts;
  private KeyValueStore<String, byte[]> store;
  private KeyValueStore<String, byte[]> published;
  private EvidenceKeeper evidence;
  private RolloutOutlet outlet;
  private AvroCodec<RolloutEvent> events;
  private Patience patience;
  private ProcessorContext<String, byte[]> context;

  /** As it is in the store, so that not each record has to be decoded for it. */
  private @Nullable RolloutState known;

  ControllerProcessor(RolloutParts parts) {
    this.parts = parts;
  }

  @Override
  public void init(ProcessorContext<String, byte[]> context) {
    this.context = context;
    this.store = context.getStateStore(RolloutTopology.STORE);
    this.published = context.getStateStore(RolloutTopology.PUBLISHED);
    this.evidence = new EvidenceKeeper(store);
    this.patience = new Patience(parts.registryWait());
    this.outlet = new RolloutOutlet(context, parts, patience);
    this.events = parts.codecs().of(Topics.ROLLOUT_EVENTS);
    context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, _ -> tick());
  }

  @Override
  public void process(Record<String, byte[]> record) {
    Instant now = now();
    switch (MessageFormat.decode(record.value())) {
      case Message.Saw saw -> saw(saw, now);
      case Message.Said said -> evidence.guard(said.region(), said.guard());
      case Message.Shut shut -> shut(shut, now);
      case Message.Apply apply ->
          obey(
              apply.command(),
              "apply",
              new Observed.Applied(PlanRecord.plan(apply.plan()), apply.actor(), apply.reason()),
              apply.actor(),
              apply.reason(),
              apply.position(),
              now);
      case Message.Tell tell ->
          obey(
              tell.command(),
              tell.order().name().toLowerCase(Locale.ROOT),
              new Observed.Told(tell.order(), tell.actor(), tell.reason()),
              tell.actor(),
              tell.reason(),
              tell.position(),
              now);
      case Message.Set set -> {
        RolloutState state = state();
        apply(
            state,
            RolloutMachine.decide(
                state, new Observed.SetByHand(set.region(), set.value(), set.actor()), now),
            null,
            now);
      }
    }
  }

  private Instant now() {
    return parts.clock().instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private RolloutState state() {
    RolloutState state = known;
    if (state == null) {
      state = StoredRollout.state(store);
      known = state;
    }
    return state;
  }

  /** Of regions that no plan moves nothing is kept. */
  private void saw(Message.Saw saw, Instant now) {
    RolloutState state = state();
    if (!(state instanceof Planned planned)
        || !state.isUnderWay()
        || !planned.plan().regions().contains(saw.region())) {
      return;
    }
    Integer share = state.exposure().get(saw.region());
    if (!saw.unassigned() || Integer.valueOf(100).equals(share)) {
      evidence.add(saw.region(), saw.tally(), now);
    }
  }

  /** A breaker that is open while no plan is under way is no evidence for the next one. */
  private void shut(Message.Shut shut, Instant now) {
    RolloutState state = state();
    if (state instanceof Planned planned
        && state.isUnderWay()
        && planned.plan().regions().contains(shut.region())) {
      evidence.shut(shut.region(), shut.operations(), now);
    }
  }

  /** A command acts once; each is written down, also when it changes nothing. */
  private void obey(
      UUID command,
      String asked,
      Observed observed,
      String actor,
      String reason,
      Position position,
      Instant now) {
    RolloutHistory history = StoredRollout.history(store);
    if (history.of(command).isPresent()) {
      log.info("command came again, ignored command={}", command);
      return;
    }
    takeOverLost(now);
    RolloutState state = state();
    RolloutDecision decision = RolloutMachine.decide(state, observed, now);
    apply(state, decision, position, now);
    boolean changed = decision.fact() != null;
    keep(
        StoredRollout.history(store)
            .with(new RolloutHistory.Told(command, changed, decision.because())));
    if (!changed) {
      outlet.audit(
          parts
              .announcer()
              .unchanged(command, asked, actor, reason, decision.because(), position, now),
          now);
    }
    context.commit(); // who sent it waits for what becomes of it
  }

  private void tick() {
    Instant now = now();
    takeOverLost(now);
    RolloutState state = state();
    if (state.isUnderWay() && state instanceof Planned planned) {
      Evidence seen = evidence.until(now, planned.plan().limits());
      apply(state, RolloutMachine.decide(state, new Observed.Seen(seen), now), null, now);
    }
  }

  /** Without state, but with a rollout that was published to be under way, the state was lost. */
  private void takeOverLost(Instant now) {
    if (store.get(StoredRollout.STATE) != null) {
      return;
    }
    lastUnderWay()
        .ifPresent(
            last -> {
              log.warn("rollout state lost plan={}", last.id());
              RolloutState state = state();
              apply(state, RolloutMachine.decide(state, new Observed.Lost(last), now), null, now);
            });
  }

  private Optional<Plan> lastUnderWay() {
    var found = new ArrayList<RolloutEvent>();
    try (var all = published.all()) {
      all.forEachRemaining(
          entry -> {
            if (patience.decode(events, entry.value)
                instanceof Decoding.Decoded<RolloutEvent>(RolloutEvent event)) {
              found.add(event);
            }
          });
    }
    return found.stream()
        .filter(event -> isUnderWay(event.getKind()) && event.getPlanId() != null)
        .filter(event -> !event.getExposure().isEmpty())
        .max(Comparator.comparing(RolloutEvent::getAt))
        .map(ControllerProcessor::standIn);
  }

  private static boolean isUnderWay(RolloutEventKind kind) {
    return switch (kind) {
      case APPLIED, STEP_STARTED, LOOKED, PAUSED, RESUMED, UNKNOWN -> true;
      case ROLLED_BACK, ABORTED, COMPLETED -> false;
    };
  }

  /** All that is known of the plan any more: its name and where its shares are. */
  private static Plan standIn(RolloutEvent event) {
    List<String> regions = event.getExposure().keySet().stream().sorted().toList();
    return new Plan(
        event.getPlanId(),
        event.getPlan(),
        regions,
        List.of(new Step(1, regions, Duration.ofSeconds(1))),
        Gates.DEFAULT,
        Limits.DEFAULT,
        Rollout.DEFAULT_SEED);
  }

  private void apply(
      RolloutState before, RolloutDecision decision, @Nullable Position cause, Instant now) {
    RolloutState next = decision.next();
    RolloutFact fact = decision.fact();
    if (fact != null && next instanceof Planned) {
      // before the state: whoever sees what a plan has become sees what it became so by
      keep(StoredRollout.history(store).with(fact, now));
    }
    if (!next.equals(before)) {
      store.put(StoredRollout.STATE, RolloutStateFormat.encode(next));
      known = next;
    }
    if (fact == null || !(next instanceof Planned planned)) {
      return;
    }
    Plan plan = planned.plan();
    if (!next.isUnderWay()) {
      evidence.forget();
    } else if (decision.beginsStep(before)) {
      evidence.beginStep(plan.regions(), now);
    }
    List<ControlCommand> settings =
        parts.announcer().settings(plan, fact, decision.settings(), now);
    settings.forEach(setting -> outlet.set(setting, now));
    outlet.event(plan, parts.announcer().event(plan, fact, now), now);
    outlet.audit(parts.announcer().audit(plan, fact, cause, now), now);
    // Readers see it when the transaction ends: do not wait for the commit interval.
    context.commit();
    log.info(
        "rollout changed plan={} event={} step={} cause={} settings={} because={}",
        plan.id(),
        fact.kind(),
        fact.step(),
        fact.cause(),
        settings.size(),
        fact.because());
  }

  private void keep(RolloutHistory history) {
    store.put(StoredRollout.HISTORY, RolloutHistoryFormat.encode(history));
  }
}
