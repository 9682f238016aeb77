package dev.mneme.writer.admission;

import dev.mneme.events.EditMemory;
import dev.mneme.events.ForgetMemory;
import dev.mneme.events.ForgetSession;
import dev.mneme.events.ForgetSubject;
import dev.mneme.events.MemoryEvent;
import dev.mneme.events.MergeMemories;
import dev.mneme.events.RescanMemory;
import dev.mneme.events.StoreMemory;
import dev.mneme.events.TouchMemories;
import dev.mneme.events.TransitionMemory;
import java.util.ArrayList;
import java.util.List;

/** What an event asks for. */
public sealed interface Operation {

  /** Its name in outcomes and in the audit. */
  String word();

  /** Why it was asked for, as the publisher put it; empty when nothing was said. */
  String reason();

  record Store(StoreMemory memory) implements Operation {
    @Override
    public String word() {
      return "store";
    }

    @Override
    public String reason() {
      return "";
    }
  }

  record Edit(EditMemory edit) implements Operation {
    @Override
    public String word() {
      return "edit";
    }

    @Override
    public String reason() {
      return edit.getReason();
    }
  }

  /** Promote or deprecate, which is also its word. */
  record Transition(TransitionMemory transition) implements Operation {
    public static final String PROMOTE = "promote";
    public static final String DEPRECATE = "deprecate";

    @Override
    public String word() {
      return switch (transition.getTransition()) {
        case PROMOTE -> PROMOTE;
        case DEPRECATE -> DEPRECATE;
        default -> "transition"; // not admitted; what was asked for may be anything
      };
    }

    @Override
    public String reason() {
      return transition.getReason();
    }
  }

  record Merge(MergeMemories merge) implements Operation {
    public static final String KEEP_TARGET = "keep_target";
    public static final String KEEP_SOURCE = "keep_source";
    public static final String COMBINE = "combine";

    @Override
    public String word() {
      return "merge";
    }

    @Override
    public String reason() {
      return merge.getReason();
    }
  }

  record Touch(TouchMemories touch) implements Operation {
    @Override
    public String word() {
      return "touch";
    }

    @Override
    public String reason() {
      return "";
    }
  }

  record Rescan(RescanMemory rescan) implements Operation {
    @Override
    public String word() {
      return "rescan";
    }

    @Override
    public String reason() {
      return rescan.getReason();
    }
  }

  record Forget(ForgetMemory order) implements Operation {
    @Override
    public String word() {
      return FORGET;
    }

    @Override
    public String reason() {
      return order.getReason();
    }
  }

  record OfSession(ForgetSession order) implements Operation {
    @Override
    public String word() {
      return FORGET;
    }

    @Override
    public String reason() {
      return order.getReason();
    }
  }

  record OfSubject(ForgetSubject order) implements Operation {
    @Override
    public String word() {
      return FORGET;
    }

    @Override
    public String reason() {
      return order.getReason();
    }
  }

  String FORGET = "forget";

  /** All that are set; an event that may be processed has exactly one. */
  static List<Operation> allOf(MemoryEvent event) {
    List<Operation> set = new ArrayList<>(1);
    if (event.getStore() != null) {
      set.add(new Store(event.getStore()));
    }
    if (event.getEdit() != null) {
      set.add(new Edit(event.getEdit()));
    }
    if (event.getTransition() != null) {
      set.add(new Transition(event.getTransition()));
    }
    if (event.getMerge() != null) {
      set.add(new Merge(event.getMerge()));
    }
    if (event.getTouch() != null) {
      set.add(new Touch(event.getTouch()));
    }
    if (event.getRescan() != null) {
      set.add(new Rescan(event.getRescan()));
    }
    if (event.getForget() != null) {
      set.add(new Forget(event.getForget()));
    }
    if (event.getForgetSession() != null) {
      set.add(new OfSession(event.getForgetSession()));
    }
    if (event.getForgetSubject() != null) {
      set.add(new OfSubject(event.getForgetSubject()));
    }
    return set;
  }

  /**
   * The operation of an event that was admitted.
   *
   * @throws IllegalStateException when it has none or several
   */
  static Operation of(MemoryEvent event) {
    List<Operation> set = allOf(event);
    if (set.size() != 1) {
      throw new IllegalStateException("an admitted event has one operation, not " + set.size());
    }
    return set.getFirst();
  }
}
