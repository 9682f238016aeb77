package dev.mneme.redaction.canonical;

/** Words in lower case and without accents, so that people may leave these out. */
public final class Folding {
  private static final String ACCENTED = "àáâãäåāçčćèéêëěēğìíîïıīłñňńòóôõöøōřŕśšşșťţțùúûüůūýÿžźż";
  private static final String PLAIN = "aaaaaaaccceeeeeegiiiiiilnnnooooooorrsssstttuuuuuuyyzzz";

  private Folding() {}

  public static String fold(String text, int start, int end) {
    StringBuilder folded = new StringBuilder(end - start + 2);
    for (int i = start; i < end; i++) {
      char c = fold(text.charAt(i));
      switch (c) {
        case 'ß' -> folded.append("ss");
        case 'æ' -> folded.append("ae");
        case 'œ' -> folded.append("oe");
        default -> folded.append(c);
      }
    }
    return folded.toString();
  }

  /** A letter in lower case and without its accent; ligatures stay. */
  public static char fold(char c) {
    if (c < 0x80) {
      return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
    }
    if (c == 'İ') {
      return 'i';
    }
    char lower = Character.toLowerCase(c);
    int accented = lower < 0x180 || lower > 0x1FF ? ACCENTED.indexOf(lower) : -1;
    return accented < 0 ? lower : PLAIN.charAt(accented);
  }
}
