package dev.mneme.redaction;

/**
 * A kind of personal data. The order is the order of specificity: when two findings of the same
 * length overlap, the type declared first wins.
 */
public enum PiiType {
  /** API keys, tokens, passwords, private keys: whatever opens something. */
  SECRET,
  /** User name and password inside a URL. */
  URL_CREDENTIALS,
  EMAIL,
  IBAN,
  CREDIT_CARD,
  CRYPTO_WALLET,
  IT_FISCAL_CODE,
  FR_INSEE,
  TR_TCKN,
  DE_TAX_ID,
  /** DNI of citizens and NIE of foreigners. */
  ES_DNI,
  UK_NINO,
  US_SSN,
  MAC_ADDRESS,
  IP_ADDRESS,
  DATE_OF_BIRTH,
  PHONE,
  ADDRESS,
  /** Looked for only by a policy that names it: no checksum tells a name from other words. */
  PERSON;

  private final String placeholder = "[" + name() + "]";

  /** What stands in the text in place of the finding. Holds nothing any detector looks for. */
  public String placeholder() {
    return placeholder;
  }
}
