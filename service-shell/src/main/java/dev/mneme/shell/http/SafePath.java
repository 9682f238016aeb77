package dev.mneme.shell.http;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A path as it may be repeated in answers and logs: words of our own, ids and short numbers. A
 * segment of any other form is the caller's, may be personal, and becomes {@code …}.
 */
public final class SafePath {
  private static final Pattern SAFE =
      Pattern.compile(
          "[a-z][a-z_-]{0,31}|v[0-9]|[0-9]{1,6}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private SafePath() {}

  public static String of(String path) {
    return Arrays.stream(path.split("/", -1))
        .map(segment -> segment.isEmpty() || SAFE.matcher(segment).matches() ? segment : "…")
        .collect(Collectors.joining("/"));
  }
}
