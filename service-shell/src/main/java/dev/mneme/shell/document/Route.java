package dev.mneme.shell.document;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One thing a service answers.
 *
 * @param method in lower case, as OpenAPI has it
 * @param path with its variables in plain braces
 */
record Route(String method, String path) implements Comparable<Route> {

  /** A variable of a URI template (RFC 6570), with or without an operator. */
  private static final Pattern VARIABLE = Pattern.compile("\\{[+#./;?&]?(\\w+)[^}]*}");

  Route {
    method = method.toLowerCase(Locale.ROOT);
    path = VARIABLE.matcher(path).replaceAll("{$1}");
  }

  boolean reads() {
    return method.equals("get");
  }

  @Override
  public int compareTo(Route other) {
    int byPath = path.compareTo(other.path);
    return byPath != 0 ? byPath : method.compareTo(other.method);
  }

  @Override
  public String toString() {
    return method.toUpperCase(Locale.ROOT) + " " + path;
  }
}
