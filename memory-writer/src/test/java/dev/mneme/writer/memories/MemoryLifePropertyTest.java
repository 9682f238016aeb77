package dev.mneme.writer.memories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.events.EditMemory;
import dev.mneme.events.MemoryRecord;
import dev.mneme.events.OutcomeResult;
import dev.mneme.events.StoreMemory;
import dev.mneme.writer.Sample;
import dev.mneme.writer.admission.Operation;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * Whatever happens to a subject, in whatever order. The model beside it knows texts only: which
 * memory said what, and what was forgotten. {@link SubjectUnderTest} checks the rest after each
 * step.
 */
class MemoryLifePropertyTest {
  private static final List<String> TEXTS = List.of("ash", "birch", "cedar", "elm", "fir");
  private static final List<String> SESSIONS = List.of("1", "2");

  enum Kind {
    STORE,
    STORE_ALLOWED,
    EDIT,
    EDIT_ALLOWED,
    MERGE_TARGET,
    MERGE_SOURCE,
    COMBINE,
    PROMOTE,
    DEPRECATE,
    TOUCH,
    FORGET,
    FORGET_SESSION,
    FORGET_SUBJECT,
    TIME_PASSES,
    TICK
  }

  /**
   * @param text index of it
   * @param one which of the memories there are, counted round
   */
  record Step(Kind kind, int text, int session, int one, int other) {}

  @Provide
  Arbitrary<List<Step>> lives() {
    Arbitrary<Kind> kinds =
        Arbitraries.frequencyOf(
            Tuple.of(6, Arbitraries.just(Kind.STORE)),
            Tuple.of(1, Arbitraries.of(Kind.class)),
            Tuple.of(
                4,
                Arbitraries.of(
                    Kind.EDIT,
                    Kind.MERGE_TARGET,
                    Kind.MERGE_SOURCE,
                    Kind.COMBINE,
                    Kind.FORGET,
                    Kind.STORE_ALLOWED,
                    Kind.TIME_PASSES)));
    return Combinators.combine(
            kinds,
            Arbitraries.integers().between(0, TEXTS.size() - 1),
            Arbitraries.integers().between(0, SESSIONS.size() - 1),
            Arbitraries.integers().between(0, 5),
            Arbitraries.integers().between(0, 5))
        .as(Step::new)
        .list()
        .ofMinSize(5)
        .ofMaxSize(60);
  }

  @Property(tries = 600)
  void shouldKeepOneMemoryForAContentAndNeverBringBackWhatWasForgotten(
      @ForAll("lives") List<Step> steps) {
    SubjectUnderTest subject = new SubjectUnderTest();
    Model model = new Model(subject);
    for (Step step : steps) {
      model.take(step);
    }
  }

  /** What a memory says and said; contents as session and folded text. */
  private static final class Model {
    private final SubjectUnderTest subject;
    private final Map<UUID, Set<String>> says = new HashMap<>();
    private final Map<UUID, Set<String>> said = new HashMap<>();
    private final Set<String> forgotten = new HashSet<>();

    Model(SubjectUnderTest subject) {
      this.subject = subject;
    }

    void take(Step step) {
      switch (step.kind()) {
        case STORE -> store(step, false);
        case STORE_ALLOWED -> store(step, true);
        case EDIT -> edit(step, false);
        case EDIT_ALLOWED -> edit(step, true);
        case MERGE_TARGET -> merge(step, Operation.Merge.KEEP_TARGET);
        case MERGE_SOURCE -> merge(step, Operation.Merge.KEEP_SOURCE);
        case COMBINE -> merge(step, Operation.Merge.COMBINE);
        case PROMOTE -> move(step, Operation.Transition.PROMOTE);
        case DEPRECATE -> move(step, Operation.Transition.DEPRECATE);
        case TOUCH -> met(subject.take(Sample.touch(1, subject.nextId(), one(step.one()))));
        case FORGET -> forget(one(step.one()));
        case FORGET_SESSION -> forgetSession(SESSIONS.get(step.session()));
        case FORGET_SUBJECT -> {
          subject.take(Sample.forgetSubject(1, subject.nextId()));
          Set.copyOf(says.keySet()).forEach(this::isForgotten);
        }
        case TIME_PASSES -> subject.passes(Duration.ofDays(step.one() * 4L));
        case TICK -> {
          subject.tick();
          Set.copyOf(says.keySet()).stream().filter(id -> !subject.knows(id)).forEach(this::ends);
        }
      }
      assertThat(subject.memories())
          .extracting(MemoryRecord::getMemoryId)
          .containsExactlyInAnyOrderElementsOf(says.keySet());
    }

    private void store(Step step, boolean allowed) {
      String text = TEXTS.get(step.text());
      String content = content(SESSIONS.get(step.session()), text);
      UUID holder = holder(content);
      Decision decision =
          subject.store(
              StoreMemory.newBuilder(Sample.memory(text))
                  .setSession(SESSIONS.get(step.session()))
                  .setAllowAfterForget(allowed));
      met(decision);
      if (!isFree(decision, holder, content, allowed)) {
        return;
      }
      UUID id = decision.answer().memory();
      says.put(id, new HashSet<>(Set.of(content)));
      said.put(id, new HashSet<>());
      nowSaidBy(id, content);
    }

    private void edit(Step step, boolean allowed) {
      UUID id = one(step.one());
      boolean known = isMet(id);
      MemoryRecord before = known ? subject.memory(id) : null;
      String text = TEXTS.get(step.text());
      String content = known ? content(before.getSession(), text) : "";
      UUID holder = holder(content);
      Decision decision =
          subject.take(
              Sample.edit(
                  1,
                  subject.nextId(),
                  EditMemory.newBuilder(Sample.text(id, text))
                      .setAllowAfterForget(allowed)
                      .build()));
      met(decision);
      if (!known) {
        SubjectUnderTest.assertAnswered(decision, OutcomeResult.NOT_FOUND, Reason.UNKNOWN_MEMORY);
      } else if (before.getStatus().equals("deprecated")) {
        SubjectUnderTest.assertAnswered(
            decision, OutcomeResult.CONFLICT, Reason.ILLEGAL_TRANSITION);
      } else if (before.getText().equals(text)) {
        SubjectUnderTest.assertAnswered(decision, OutcomeResult.SUCCESS, Reason.UNCHANGED);
      } else if (id.equals(holder) || isFree(decision, holder, content, allowed)) {
        String old = content(before.getSession(), before.getText());
        says.get(id).remove(old);
        said.get(id).add(old);
        says.get(id).add(content);
        nowSaidBy(id, content);
        assertThat(subject.memory(id).getRevision()).isEqualTo(before.getRevision() + 1);
      }
    }

    private void merge(Step step, String strategy) {
      UUID target = one(step.one());
      UUID source = one(step.other());
      if (target.equals(source)) {
        return;
      }
      boolean known = isMet(target) && isMet(source);
      Decision decision = subject.take(Sample.merge(1, subject.nextId(), target, source, strategy));
      met(decision);
      if (!known) {
        SubjectUnderTest.assertAnswered(decision, OutcomeResult.NOT_FOUND, Reason.UNKNOWN_MEMORY);
        return;
      }
      if (decision.answer().result() != OutcomeResult.SUCCESS) {
        // only what they say together may be in the way
        assertThat(
                strategy.equals(Operation.Merge.COMBINE)
                    || subject.memory(target).getStatus().equals("deprecated"))
            .as(decision.because())
            .isTrue();
        return;
      }
      says.get(target).addAll(says.remove(source));
      said.get(target).addAll(said.remove(source));
      MemoryRecord next = subject.memory(target);
      String content = content(next.getSession(), next.getText());
      assertThat(forgotten).doesNotContain(content);
      says.get(target).add(content);
      nowSaidBy(target, content);
      assertThat(next.getMergedFrom()).contains(source);
    }

    private void move(Step step, String transition) {
      UUID id = one(step.one());
      boolean known = isMet(id);
      Status before = known ? Status.ofWord(subject.memory(id).getStatus()) : Status.ACTIVE;
      Decision decision = subject.take(Sample.move(1, subject.nextId(), id, transition));
      met(decision);
      if (!known) {
        SubjectUnderTest.assertAnswered(decision, OutcomeResult.NOT_FOUND, Reason.UNKNOWN_MEMORY);
        return;
      }
      boolean legal =
          transition.equals(Operation.Transition.PROMOTE)
              ? before == Status.CANDIDATE || before == Status.ACTIVE
              : before != Status.DEPRECATED;
      SubjectUnderTest.assertAnswered(
          decision,
          legal ? OutcomeResult.SUCCESS : OutcomeResult.CONFLICT,
          legal ? null : Reason.ILLEGAL_TRANSITION);
    }

    private void forget(UUID id) {
      boolean known = subject.knows(id);
      Decision decision = subject.take(Sample.forget(1, subject.nextId(), id, ""));
      SubjectUnderTest.assertAnswered(
          decision,
          known ? OutcomeResult.SUCCESS : OutcomeResult.NOT_FOUND,
          known ? null : Reason.UNKNOWN_MEMORY);
      if (known) {
        isForgotten(id);
      }
    }

    private void forgetSession(String session) {
      List<UUID> concerned =
          subject.memories().stream()
              .filter(record -> session.equals(record.getSession()))
              .map(MemoryRecord::getMemoryId)
              .toList();
      Decision decision = subject.take(Sample.forgetSession(1, subject.nextId(), session, null));
      assertThat(decision.answer().affected()).isEqualTo(concerned.size());
      concerned.forEach(this::isForgotten);
    }

    /** Whether nothing was in the way; asserts that the answer says so. */
    private boolean isFree(
        Decision decision, @Nullable UUID holder, String content, boolean allowed) {
      if (holder != null) {
        SubjectUnderTest.assertAnswered(decision, OutcomeResult.CONFLICT, Reason.DUPLICATE_CONTENT);
        assertThat(decision.answer().memory()).isEqualTo(holder);
        return false;
      }
      boolean lifted = forgotten.contains(content);
      if (lifted && !allowed) {
        SubjectUnderTest.assertAnswered(decision, OutcomeResult.CONFLICT, Reason.FORGOTTEN_CONTENT);
        return false;
      }
      SubjectUnderTest.assertAnswered(
          decision, OutcomeResult.SUCCESS, lifted ? Reason.ALLOWED_AFTER_FORGET : null);
      forgotten.remove(content);
      return true;
    }

    private @Nullable UUID holder(String content) {
      return says.entrySet().stream()
          .filter(entry -> entry.getValue().contains(content) && isMet(entry.getKey()))
          .map(Map.Entry::getKey)
          .findFirst()
          .orElse(null);
    }

    private void nowSaidBy(UUID id, String content) {
      said.forEach((other, contents) -> contents.remove(content));
      says.forEach(
          (other, contents) -> {
            if (!other.equals(id)) {
              assertThat(contents).doesNotContain(content);
            }
          });
    }

    /** Whether it is there and its time is not over. */
    private boolean isMet(UUID id) {
      return subject.knows(id) && !MemoryLife.isOver(subject.memory(id), subject.now());
    }

    private void met(Decision decision) {
      decision
          .expired()
          .forEach(
              expired -> {
                assertThat(MemoryLife.isOver(expired.record(), subject.now())).isTrue();
                ends(expired.record().getMemoryId());
              });
    }

    private void ends(UUID id) {
      says.remove(id);
      said.remove(id);
    }

    private void isForgotten(UUID id) {
      forgotten.addAll(says.remove(id));
      forgotten.addAll(said.remove(id));
    }

    private UUID one(int n) {
      List<MemoryRecord> all = subject.memories();
      return n >= all.size() ? new UUID(7, n) : all.get(n).getMemoryId();
    }

    private static String content(@Nullable String session, String text) {
      return session + " " + ContentIdentity.folded(text);
    }
  }
}
