package dev.mneme.reader.pack;

/** Counts the tokens of a text as a model would. Safe for use by many threads. */
@FunctionalInterface
public interface TokenCounter {

  int count(String text);
}
