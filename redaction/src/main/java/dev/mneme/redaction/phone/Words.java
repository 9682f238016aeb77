package dev.mneme.redaction.phone;

import java.util.Locale;
import java.util.Set;

/**
 * What the words next to a number say it is. Only the nearest telling word before it counts, and
 * only up to the next number, bracket or end of sentence.
 */
final class Words {
  /** What the words say. */
  enum Hint {
    PHONE,
    OTHER,
    NOTHING
  }

  private static final int FARTHEST = 64;
  private static final int MOST_WORDS = 9;

  /** Fewer words than this may stand between a word like {@code order} and the number. */
  private static final int NEAR = 2;

  private static final String SIGNS = "%$€£₺¥₹°#";

  private static final Set<String> PHONE =
      Set.of(
          ("phone phones telephone tel telefon telefonu telefono teléfono téléphone telefonnummer"
                  + " mobile mobil móvil movil cell cellphone cellular celular cellulare handy"
                  + " portable cep gsm fax faks landline hotline helpline whatsapp viber telegram"
                  + " signal sms voicemail call calls called calling callback dial dialed dialled"
                  + " ring rang reach reached reachable contact text texted messages answer"
                  + " answering answered anrufen ruf rufnummer ara arayın arayin aramak numaram"
                  + " llamar llama llámame llamame appeler appelez appelle chiamare chiamami"
                  + " bellen extension ext ph mob")
              .split(" "));

  private static final Set<String> AFTER =
      Set.of("office fax mobile home work cell phone tel voicemail whatsapp landline".split(" "));

  private static final Set<String> OWNER =
      Set.of("my his her your our their mein meine mon mi meu benim onun".split(" "));

  private static final Set<String> NUMBER =
      Set.of("number numbers no nr num nummer numéro numero número numara numarası".split(" "));

  /** Between a telling word and the number these do not count. */
  private static final Set<String> FILLERS =
      Set.of("is was are the a an of at on to for".split(" "));

  private static final Set<String> OTHER =
      Set.of(
          ("order orders invoice ticket id ids uid uuid isbn issn doi ref reference sku serial"
                  + " version release build commit revision hash sha sha1 sha256 md5 checksum port"
                  + " account acct iban bic swift card cc credit visa mastercard amex ssn passport"
                  + " licence license tracking shipment parcel code pin otp zip zipcode postcode"
                  + " plz postal box case claim lot batch item part article model price cost costs"
                  + " total amount paid pay balance revenue population timestamp epoch unix page"
                  + " pages line chapter volume bug issue rfc upc ean gtin imei imsi vin"
                  + " transaction txn receipt confirmation booking reservation asin patent docket"
                  + " seed offset partition latitude longitude coordinates sipariş siparis fatura"
                  + " takip bestellung bestellnummer rechnung rechnungsnummer kundennummer"
                  + " auftrag auftragsnummer sendungsnummer commande facture pedido factura"
                  + " ordine fattura usd eur gbp try tl rs")
              .split(" "));

  private static final Set<String> UNITS =
      Set.of(
          ("bytes byte kb mb gb tb bits ms us ns seconds secs minutes hours days dollars euros"
                  + " euro pounds lira usd eur gbp try tl chf jpy users people inhabitants records"
                  + " rows messages events tokens points items requests views km m kg g")
              .split(" "));

  private Words() {}

  /**
   * @param label stands before the text, as it were
   */
  static Hint around(String text, String label, int start, int end) {
    Hint after = after(text, end);
    return after == Hint.NOTHING ? before(text, label, start) : after;
  }

  /** Whether a word that says telephone stands before, as in {@code tel-0348}. */
  static boolean isPhoneWordBefore(String text, int start) {
    return before(text, "", start) == Hint.PHONE;
  }

  /** Whether a word that says telephone follows, as in {@code 070-073-058-Office}. */
  static boolean isPhoneWordAfter(String text, int end) {
    return after(text, end) == Hint.PHONE;
  }

  /** What the words after a number say. */
  static Hint after(String text, int end) {
    int i = end;
    while (i < text.length() && i < end + 3 && " -(,/".indexOf(text.charAt(i)) >= 0) {
      i++;
    }
    if (i < text.length() && SIGNS.indexOf(text.charAt(i)) >= 0) {
      return Hint.OTHER;
    }
    int stop = i;
    while (stop < text.length() && stop < i + 16 && Character.isLetter(text.charAt(stop))) {
      stop++;
    }
    String word = text.substring(i, stop).toLowerCase(Locale.ROOT);
    if (AFTER.contains(word)) {
      return Hint.PHONE;
    }
    return UNITS.contains(word) ? Hint.OTHER : Hint.NOTHING;
  }

  private static Hint before(String text, String label, int start) {
    String window = text.substring(Math.max(0, start - FARTHEST), start);
    boolean whole = start <= FARTHEST;
    String close = window.stripTrailing();
    if (!close.isEmpty() && SIGNS.indexOf(close.charAt(close.length() - 1)) >= 0) {
      return Hint.OTHER;
    }
    return new Backwards(whole ? label + " " + window : window).hint();
  }

  /** Reads words from the end of a text to its beginning. */
  private static final class Backwards {
    private final String text;
    private int at;

    Backwards(String text) {
      this.text = text;
      this.at = text.length();
    }

    Hint hint() {
      boolean number = false;
      int near = 0;
      for (int read = 0; read < MOST_WORDS; read++) {
        String word = word();
        if (word.isEmpty()) {
          return Hint.NOTHING;
        }
        if (PHONE.contains(word) || (number && OWNER.contains(word))) {
          return Hint.PHONE;
        }
        if (OTHER.contains(word) && near < NEAR) {
          return Hint.OTHER;
        }
        number = NUMBER.contains(word);
        if (!number && !FILLERS.contains(word)) {
          near++;
        }
      }
      return Hint.NOTHING;
    }

    /** The next word in lower case; empty at a barrier or the beginning. */
    private String word() {
      while (at > 0 && !Character.isLetter(text.charAt(at - 1))) {
        at--;
        if (isBarrier()) {
          at = 0;
          return "";
        }
      }
      int end = at;
      do {
        at--;
      } while (at > 0 && Character.isLetter(text.charAt(at - 1)) && !startsHump());
      at = Math.max(at, 0);
      return text.substring(at, end).toLowerCase(Locale.ROOT);
    }

    /** {@code orderId} is two words. */
    private boolean startsHump() {
      return Character.isUpperCase(text.charAt(at)) && Character.isLowerCase(text.charAt(at - 1));
    }

    private boolean isBarrier() {
      char c = text.charAt(at);
      if (Character.isDigit(c) || c == '[' || c == ']' || c == '!' || c == ';') {
        return true;
      }
      if (c != '.' || at + 1 >= text.length() || text.charAt(at + 1) != ' ') {
        return false;
      }
      int start = at;
      while (start > 0 && Character.isLetter(text.charAt(start - 1))) {
        start--;
      }
      String word = text.substring(start, at).toLowerCase(Locale.ROOT);
      return !PHONE.contains(word) && !NUMBER.contains(word);
    }
  }
}
