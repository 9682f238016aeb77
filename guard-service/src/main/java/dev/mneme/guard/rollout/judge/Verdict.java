package dev.mneme.guard.rollout.judge;

import java.util.List;

/** What the evidence of a step says. Only a pass promotes. */
public sealed interface Verdict {

  /** Not worse, and worse by more than is borne is ruled out. */
  record Pass(String because, List<Input> inputs) implements Verdict {}

  /** Worse, by more than is borne and by more than chance. */
  record Fail(String because, List<Input> inputs) implements Verdict {}

  /** Neither can be said yet, or the sample is not to be believed. */
  record Inconclusive(String because, List<Input> inputs) implements Verdict {}

  /** One side has no reads at all. */
  record NoData(String because, List<Input> inputs) implements Verdict {}

  /** Why, in a sentence. */
  String because();

  /** The numbers it rests on. */
  List<Input> inputs();

  default String word() {
    return switch (this) {
      case Pass _ -> "pass";
      case Fail _ -> "fail";
      case Inconclusive _ -> "inconclusive";
      case NoData _ -> "no_data";
    };
  }
}
