package dev.mneme.redaction;

import java.util.List;

/** Texts that begin what a detector looks for again and again, and never end it. */
public final class Adversarial {
  public static final int LENGTH = 1_000_000;

  private static final List<String> PATTERNS =
      List.of(
          "a",
          "@",
          "a@",
          "a@a.",
          "a.",
          ".",
          "1",
          "1.",
          "1.2.3.",
          "1 ",
          "12-",
          "4",
          "4532 0712 ",
          "4532-",
          "0",
          "01 ",
          "+1",
          "(1",
          "DE",
          "DE8",
          "DE89 ",
          "GB12WEST",
          "x1234567",
          "AB12",
          "RSSMRA85",
          "::",
          ":",
          "1:",
          "a:b:",
          "f",
          "ff:",
          "00:1B:",
          "://",
          "http://a:b",
          "://a:",
          "sk-",
          "sk-a1",
          "ghp_",
          "eyJ",
          "eyJa.",
          "eyJ.eyJ",
          "password ",
          "password=",
          "key:key:",
          "token is ",
          "-----BEGIN ",
          "-----BEGIN RSA PRIVATE KEY-----",
          "-",
          "1A",
          "bc1",
          "bc1q ",
          "0x",
          "0xab ",
          "1BoatSLRHtKNngkdXEeobR76b53LETtpyT",
          "born ",
          "born 1",
          "1/1/",
          "3 March ",
          "1 doğumlu ",
          "12 Main ",
          "12 Main Street ",
          "12 rue de ",
          "rue ",
          "Mah. ",
          "A Mah. ",
          "No: 1 ",
          "Apt 1 ",
          "Flat 1, ",
          "A ",
          "A, ",
          "Hauptstraße ",
          "Hauptstraße 5 ",
          "P.O. Box ",
          "Unit 1 Box 1 ",
          "12345 Berlin, ",
          "New York, ",
          "the corner of ",
          "\n",
          "1\n",
          "A\n",
          "[",
          "[EMAIL",
          "[EMAIL:token:a",
          "[EMAIL]",
          "(",
          "at ",
          "dot ",
          "a at b dot c ",
          "[at]",
          "one ",
          "double ",
          "1 dash ",
          "\u200b",
          "a\u0301",
          "\u0301",
          "\uff11",
          "\ud835\udfce",
          "\ud800",
          "Mr. A ",
          "my name is ",
          "\u00e9 ",
          "=",
          "\"",
          "\"a\"@",
          "c/o ",
          "A House, ");

  private Adversarial() {}

  public static List<String> patterns() {
    return PATTERNS;
  }

  public static String text(String pattern) {
    return pattern.repeat(LENGTH / pattern.length());
  }

  /** One of each detector of the library. */
  public static List<Detector> detectors() {
    return Detectors.all();
  }

  /** A million characters that detectors see after they were put plainly. */
  public static Redactor redactor() {
    return Redactor.of(Policy.standard());
  }
}
