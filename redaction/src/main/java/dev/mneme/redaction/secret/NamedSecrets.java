package dev.mneme.redaction.secret;

import dev.mneme.redaction.Finding;
import dev.mneme.redaction.PiiType;
import dev.mneme.redaction.context.WordsBefore;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What stands after {@code password:}, {@code api_key =} or {@code Bearer}. A password is short and
 * need only look unlike a word; a key or token must look random.
 */
final class NamedSecrets {
  private static final Set<String> PASSWORDS =
      Set.of(
          ("password passwords passwd pw pwd pass passe passphrase passcode pin şifre şifrem"
                  + " şifresi parola parolam parolası passwort kennwort contraseña clave mdp"
                  + " contrasena senha lozinka")
              .split(" "));

  /** Words that mean much else. */
  private static final Set<String> SHORT =
      Set.of("pass", "pin", "passcode", "passe", "clave", "passwords");

  private static final Set<String> KEYS =
      Set.of("key keys apikey token secret credential credentials auth pat schlüssel".split(" "));

  private static final Set<String> SCHEMES = Set.of("bearer", "basic");

  private static final Set<String> COPULAS =
      Set.of(
          "is", "was", "ist", "est", "es", "è", "var", "lautet", "lautete", "war", "equals", "are");

  private static final String QUOTES = "\"'`";
  private static final String ENDS = " \t\r\n\"'`,;<>[](){}|";
  private static final int SHORTEST_NAME = 2;
  private static final int LONGEST_GAP = 4;
  private static final int LONGEST_PARAMETER = 512;
  private static final int MOST_MARKS_AFTER = 8;

  /** So much of a value is looked at to judge it. */
  private static final int TELLING = 64;

  private final String text;
  private final List<Finding> found;

  /** The value that ends here was read to its end already: no value is read twice. */
  private int readTo;

  private NamedSecrets(String text, List<Finding> found) {
    this.text = text;
    this.found = found;
  }

  static void find(String text, String label, List<Finding> found) {
    int before = found.size();
    NamedSecrets secrets = new NamedSecrets(text, found);
    secrets.inside();
    if (found.size() == before && !label.isEmpty()) {
      secrets.whole(label);
    }
  }

  private void inside() {
    int i = 0;
    while (i < text.length()) {
      if (!Character.isLetter(text.charAt(i))) {
        i++;
        continue;
      }
      int end = i;
      while (end < text.length() && Character.isLetter(text.charAt(end))) {
        end++;
      }
      if (end - i >= SHORTEST_NAME && end - i <= 24) {
        after(i, end);
      }
      i = end;
    }
  }

  /** A value that stands under a key such as {@code apiKey}. */
  private void whole(String label) {
    String name = WordsBefore.of(label, "", label.length()).nearest();
    readTo = 0;
    int end = valueEnd(0);
    if (end == text.length() && end > 0 && isSecret(name, telling(text, 0, end), true)) {
      found.add(new Finding(PiiType.SECRET, 0, end));
    }
  }

  private void after(int start, int wordEnd) {
    String name = lastHump(text.substring(start, wordEnd));
    if (!PASSWORDS.contains(name) && !KEYS.contains(name) && !SCHEMES.contains(name)) {
      return;
    }
    int at = skip(text, wordEnd, " " + QUOTES);
    boolean assigned = false;
    if (at < text.length() && "=:".indexOf(text.charAt(at)) >= 0) {
      at = skip(text, at, "=:>");
      assigned = true;
    } else if (!SCHEMES.contains(name)) {
      int copula = at;
      while (copula < text.length() && Character.isLetter(text.charAt(copula)) && copula - at < 8) {
        copula++;
      }
      boolean said = COPULAS.contains(text.substring(at, copula).toLowerCase(Locale.ROOT));
      if (!said) {
        besides(name, at, text.charAt(at - 1) == ' ');
        return;
      }
      at = skip(text, copula, ":");
    }
    at = skip(text, at, " " + QUOTES);
    int end = valueEnd(at);
    boolean parameter = assigned && text.charAt(at - 1) == '=';
    int next = parameter ? text.indexOf('&', at, Math.min(end, at + LONGEST_PARAMETER)) : -1;
    end = next >= 0 ? next : end;
    if (end > at && isSecret(name, telling(text, at, end), assigned)) {
      found.add(new Finding(PiiType.SECRET, at, end));
    }
  }

  /** {@code password letmein99}: nothing says that it is one but how it looks. */
  private void besides(String name, int at, boolean apart) {
    if (!apart || !PASSWORDS.contains(name) || SHORT.contains(name)) {
      return;
    }
    int end = valueEnd(at);
    if (end - at >= 6 && Randomness.isMadeUp(telling(text, at, end))) {
      found.add(new Finding(PiiType.SECRET, at, end));
    }
  }

  /** {@code clientSecret} is called secret. */
  private static String lastHump(String word) {
    int hump = word.length() - 1;
    while (hump > 0
        && !(Character.isUpperCase(word.charAt(hump))
            && Character.isLowerCase(word.charAt(hump - 1)))) {
      hump--;
    }
    return word.substring(Math.max(hump, 0)).toLowerCase(Locale.ROOT);
  }

  private static int skip(String text, int from, String marks) {
    int at = from;
    while (at < text.length() && at < from + LONGEST_GAP && marks.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  private static String telling(String text, int start, int end) {
    return text.substring(start, Math.min(end, start + TELLING));
  }

  private int valueEnd(int start) {
    int end = Math.max(start, readTo);
    while (end < text.length() && ENDS.indexOf(text.charAt(end)) < 0) {
      end++;
    }
    readTo = end;
    int least = Math.max(start, end - MOST_MARKS_AFTER);
    while (end > least && ".:?".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return end;
  }

  private static boolean isSecret(String name, String value, boolean assigned) {
    if (value.startsWith("http://") || value.startsWith("https://") || value.startsWith("$")) {
      return false;
    }
    if (PASSWORDS.contains(name)) {
      int shortest = name.equals("pin") || name.equals("passcode") || name.equals("pass") ? 4 : 5;
      boolean digits = shortest == 4 && value.length() <= 8 && Randomness.areDigits(value);
      return value.length() >= shortest && (digits || Randomness.isUnlikeAWord(value, assigned));
    }
    if (SCHEMES.contains(name)) {
      return value.length() >= 12 && Randomness.isRandom(value);
    }
    return KEYS.contains(name) && value.length() >= 12 && Randomness.isRandom(value);
  }
}
