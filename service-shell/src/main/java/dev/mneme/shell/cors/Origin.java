package dev.mneme.shell.cors;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The origin of a page, as browsers send it.
 *
 * @param host with its port where it is not the usual one, in the form of the header {@code Host}
 */
record Origin(String scheme, String host) {
  private static final Pattern FORM =
      Pattern.compile(
          "(https?)://([a-z0-9.-]{1,253}(?::[0-9]{1,5})?|\\[[0-9a-f:.]+](?::[0-9]{1,5})?)");

  /** Empty when it is none: {@code null}, another scheme, or whatever somebody made up. */
  static Optional<Origin> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(new Origin(matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return scheme + "://" + host;
  }
}
