package dev.mneme.redaction.canonical;

import dev.mneme.redaction.Finding;
import dev.mneme.redaction.Profile;
import dev.mneme.redaction.Signal;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;

/** A text put plainly, which knows where each of its characters came from. */
public final class Canonical {
  private static final int FEWEST_DIGIT_WORDS = 6;
  private static final int MOST_MARKS = 8;

  private final String original;
  private final String text;
  private final int[] starts;
  private final int[] ends;

  Canonical(String original, String text, int[] starts, int[] ends) {
    this.original = original;
    this.text = text;
    this.starts = starts;
    this.ends = ends;
  }

  /** Whether a text of this profile may read otherwise when put plainly. */
  public static boolean isNeeded(Profile profile) {
    return profile.disguised()
        || profile.announces(Signal.SPELLED_DOT)
        || profile.announces(Signal.SPELLED_AT)
        || profile.digitWords() >= FEWEST_DIGIT_WORDS
        || (profile.announces(Signal.SPELLED_SEPARATOR) && profile.digits() > 0);
  }

  public static Canonical of(String original) {
    Rewriting plain = new Rewriting(original.length());
    int i = 0;
    while (i < original.length()) {
      int c = original.codePointAt(i);
      int next = i + Character.charCount(c);
      int afterMarks = c < 0x80 && !Character.isLetter(c) ? next : marksEnd(original, next);
      if (afterMarks > next) {
        String composed =
            Normalizer.normalize(original.substring(i, afterMarks), Normalizer.Form.NFC);
        plain.put(composed, i, afterMarks);
      } else if (!Characters.isHidden(c)) {
        plain.put(Character.toString(Characters.plain(c)), i, next);
      }
      i = afterMarks;
    }
    Canonical characters = plain.over(original);
    List<SpelledOut.Mark> marks = SpelledOut.in(characters.text);
    return marks.isEmpty() ? characters : characters.with(marks);
  }

  /** Where the combining marks that follow end: a letter with them is read as one. */
  private static int marksEnd(String text, int start) {
    int end = start;
    while (end < text.length() && end < start + MOST_MARKS) {
      char c = text.charAt(end);
      if (!Characters.isCombining(c) || Characters.isHidden(c)) {
        break;
      }
      end++;
    }
    return end;
  }

  private Canonical with(List<SpelledOut.Mark> marks) {
    Rewriting plain = new Rewriting(text.length());
    int from = 0;
    for (SpelledOut.Mark mark : marks) {
      copy(plain, from, mark.start());
      plain.put(mark.plain(), starts[mark.start()], ends[mark.end() - 1]);
      from = mark.end();
    }
    copy(plain, from, text.length());
    return plain.over(original);
  }

  private void copy(Rewriting plain, int from, int to) {
    for (int i = from; i < to; i++) {
      plain.put(text.substring(i, i + 1), starts[i], ends[i]);
    }
  }

  public String text() {
    return text;
  }

  /** A finding of the plain text as one of the original, with the marks that hang on its end. */
  public Finding toOriginal(Finding finding) {
    int end = ends[finding.end() - 1];
    while (end < original.length() && hangsOn(original.charAt(end))) {
      end++;
    }
    return new Finding(finding.type(), starts[finding.start()], end);
  }

  private static boolean hangsOn(char c) {
    return Characters.isCombining(c) || (c >= 0xFE00 && c <= 0xFE0F);
  }

  /** A text being rewritten, with the origin of each character. */
  private static final class Rewriting {
    private final StringBuilder text;
    private int[] starts;
    private int[] ends;

    Rewriting(int length) {
      text = new StringBuilder(length);
      starts = new int[length + 1];
      ends = new int[length + 1];
    }

    void put(String plain, int start, int end) {
      for (int i = 0; i < plain.length(); i++) {
        if (text.length() == starts.length) {
          starts = Arrays.copyOf(starts, starts.length * 2);
          ends = Arrays.copyOf(ends, ends.length * 2);
        }
        starts[text.length()] = start;
        ends[text.length()] = end;
        text.append(plain.charAt(i));
      }
    }

    Canonical over(String original) {
      return new Canonical(original, text.toString(), starts, ends);
    }
  }
}
