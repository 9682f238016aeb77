package dev.mneme.writer.memories;

import dev.mneme.events.MemoryRecord;
import dev.mneme.identity.KeyedHash;
import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/**
 * By what two memories of a subject are the same: family, redacted text, speaker, conversation and
 * session. Neither when it was said nor its labels count. Compared as NFKC, with white space as one
 * blank and without regard to case.
 *
 * <p>What goes into the keyed hash: tenant, subject, family, text, speaker, conversation, session,
 * each ended by a NUL, which none of them contains; a missing one is {@code -}, a present one
 * begins with {@code +}.
 */
public final class ContentIdentity {
  private final KeyedHash hash;

  public ContentIdentity(KeyedHash hash) {
    this.hash = hash;
  }

  /** 64 hexadecimal digits. */
  String of(MemoryRecord record) {
    return of(
        record.getTenant(),
        record.getSubject(),
        record.getFamily(),
        record.getText(),
        record.getSpeaker(),
        record.getConversation(),
        record.getSession());
  }

  String of(
      String tenant,
      String subject,
      String family,
      String text,
      @Nullable String speaker,
      @Nullable String conversation,
      @Nullable String session) {
    StringBuilder content = new StringBuilder(text.length() + 256);
    content.append(tenant).append('\0').append(subject).append('\0').append(family).append('\0');
    fold(text, content);
    part(speaker, content);
    part(conversation, content);
    part(session, content);
    return hash.content(content.toString());
  }

  private static void part(@Nullable String value, StringBuilder content) {
    content.append('\0');
    if (value == null) {
      content.append('-');
    } else {
      fold(value, content.append('+'));
    }
  }

  /** The text as it is compared. */
  static String folded(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    fold(text, folded);
    return folded.toString();
  }

  private static void fold(String text, StringBuilder into) {
    String normal =
        Normalizer.isNormalized(text, Normalizer.Form.NFKC)
            ? text
            : Normalizer.normalize(text, Normalizer.Form.NFKC);
    boolean blank = false;
    boolean begun = false;
    for (int i = 0; i < normal.length(); ) {
      int c = normal.codePointAt(i);
      i += Character.charCount(c);
      if (c == 0) {
        continue;
      }
      if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
        blank = begun;
      } else {
        if (blank) {
          into.append(' ');
          blank = false;
        }
        begun = true;
        into.appendCodePoint(Character.toLowerCase(Character.toUpperCase(c)));
      }
    }
  }
}
