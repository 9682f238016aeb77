package dev.mneme.cli.load;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the services said is stored, and what is forgotten. A memory whose forgetting was asked for
 * and not acknowledged may be there or not.
 */
final class Acknowledged {

  /** The most memories that one recall gives: more of a subject could not be checked. */
  static final int MOST_OF_A_SUBJECT = 1000;

  private final Map<String, Set<String>> stored = new HashMap<>();
  private final Map<String, Deque<String>> young = new HashMap<>();
  private final Map<String, Set<String>> asked = new HashMap<>();
  private final Map<String, Set<String>> forgotten = new HashMap<>();

  synchronized void stored(String subject, String memory) {
    of(stored, subject).add(memory);
    young.computeIfAbsent(subject, _ -> new ArrayDeque<>()).add(memory);
  }

  /** The oldest that nobody has asked to forget. */
  synchronized Optional<String> toForget(String subject) {
    Deque<String> left = young.get(subject);
    String memory = left == null ? null : left.poll();
    if (memory != null) {
      of(asked, subject).add(memory);
    }
    return Optional.ofNullable(memory);
  }

  synchronized void forgotten(String subject, String memory) {
    of(forgotten, subject).add(memory);
  }

  synchronized Set<String> subjects() {
    return new TreeSet<>(stored.keySet());
  }

  synchronized long written() {
    return stored.values().stream().mapToLong(Set::size).sum();
  }

  synchronized long forgotten() {
    return forgotten.values().stream().mapToLong(Set::size).sum();
  }

  /** Those that must be shown and are not. */
  synchronized long missing(String subject, Set<String> shown) {
    Set<String> due = new HashSet<>(of(stored, subject));
    due.removeAll(of(asked, subject));
    due.removeAll(shown);
    return due.size();
  }

  /** Those that are shown and must not be. */
  synchronized long returned(String subject, Set<String> shown) {
    return of(forgotten, subject).stream().filter(shown::contains).count();
  }

  private static Set<String> of(Map<String, Set<String>> all, String subject) {
    return all.computeIfAbsent(subject, _ -> new HashSet<>());
  }
}
