package dev.mneme.system.monitoring;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which metrics a query asks for.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/basics/">the language</a>
 */
final class PromQl {

  private static final Pattern QUOTED = Pattern.compile("\"(?:\\\\.|[^\"\\\\])*\"");
  private static final Pattern MATCHERS = Pattern.compile("\\{[^}]*}");
  private static final Pattern LABEL_LISTS =
      Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
  private static final Pattern DURATIONS = Pattern.compile("\\[[^]]*]|\\boffset\\s+-?\\w+|\\$\\w+");
  private static final Pattern NAME = Pattern.compile("\\b[a-zA-Z_:][\\w:]*\\b(?!\\s*\\()");
  private static final Set<String> WORDS =
      Set.of("and", "or", "unless", "bool", "by", "without", "on", "ignoring", "inf", "nan");

  private PromQl() {}

  static Set<String> metrics(String query) {
    String bare = QUOTED.matcher(query).replaceAll("''");
    for (Pattern ignored : new Pattern[] {MATCHERS, LABEL_LISTS, DURATIONS}) {
      bare = ignored.matcher(bare).replaceAll(" ");
    }
    Set<String> names = new TreeSet<>();
    Matcher name = NAME.matcher(bare);
    while (name.find()) {
      if (!WORDS.contains(name.group().toLowerCase(java.util.Locale.ROOT))) {
        names.add(name.group());
      }
    }
    return names;
  }
}
