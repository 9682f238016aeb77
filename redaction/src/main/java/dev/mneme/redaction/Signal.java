package dev.mneme.redaction;

import dev.mneme.redaction.address.AddressDetector;
import dev.mneme.redaction.canonical.Folding;

/** What single words of a text announce; read by the one pass that makes a {@link Profile}. */
public enum Signal {
  /** A full stop in words, as in {@code example dot com}. */
  SPELLED_DOT("dot dots punkt point punto nokta"),
  /** An at sign in words; counts only in brackets, since {@code at} is in every other sentence. */
  SPELLED_AT("at ät arobase arroba chiocciola klammeraffe"),
  SPELLED_SEPARATOR(
      "dash hyphen minus underscore slash plus tire çizgi bindestrich strich tiret guion trattino"),
  SPELLED_DIGIT("zero oh one two three four five six seven eight nine double triple"),
  BIRTH(
      "born b bday birth birthday birthdate dob doğum doğumlu doğumluyum doğumum doğdum doğdu"
          + " doğmuş geboren geburtsdatum geburtstag geb né née naissance naissances nacido nacida"
          + " nací nacimiento cumpleaños nato nata compleanno anniversaire nascita nacque"),
  CREDENTIAL(
      "key keys apikey passwords passe senha token secret password passwd pw pwd pass passphrase"
          + " passcode credential credentials bearer basic authorization auth pat pin şifre parola"
          + " şifrem parolam passwort kennwort schlüssel contraseña clave mdp"),
  /** Kinds of streets, doors, and words that say an address follows. */
  ADDRESS(AddressDetector.announcingWords()),
  NAME(
      "name names mr mrs ms dr prof sir madam herr frau monsieur madame mme bay bayan sayın adım"
          + " ismim heiße heisse appelle llamo señor señora signor signora chiamo i m im am");

  private static final int SLOTS = 4096;
  private static final long[] CODES = new long[SLOTS];
  private static final int[] BITS = new int[SLOTS];

  static {
    for (Signal signal : values()) {
      for (String word : signal.words.split(" ")) {
        enter(code(word), signal);
      }
    }
  }

  private final String words;

  Signal(String words) {
    this.words = words;
  }

  private static void enter(long code, Signal signal) {
    int slot = slot(code);
    while (CODES[slot] != 0 && CODES[slot] != code) {
      slot = (slot + 1) % SLOTS;
    }
    CODES[slot] = code;
    BITS[slot] |= 1 << signal.ordinal();
  }

  private static long code(String word) {
    long code = 0;
    for (int i = 0; i < word.length(); i++) {
      code = next(code, Folding.fold(word.charAt(i)));
    }
    return code;
  }

  /** The code of a word with one more letter, which is folded; of no letters it is zero. */
  static long next(long code, char letter) {
    return code * 31 + letter;
  }

  private static int slot(long code) {
    return (int) ((code * 0x9E3779B97F4A7C15L) >>> 52);
  }

  /** A bit for each signal a word of this code announces. Two words may share a code. */
  static int announcedBy(long code) {
    int slot = slot(code);
    while (CODES[slot] != 0) {
      if (CODES[slot] == code) {
        return BITS[slot];
      }
      slot = (slot + 1) % SLOTS;
    }
    return 0;
  }
}
