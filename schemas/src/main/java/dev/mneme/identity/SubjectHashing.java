package dev.mneme.identity;

import dev.mneme.events.AuditEvent;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A subject's own key, made ready to hash with: for whoever writes many entries about one subject.
 * Of one thread at a time.
 *
 * @see SubjectKeyring
 */
public final class SubjectHashing {
  private static final String HMAC = "HmacSHA256";
  private static final int FIELDS = AuditEvent.getClassSchema().getFields().size();
  private static final int SUBJECT_HASH =
      AuditEvent.getClassSchema().getField("subject_hash").pos();
  private static final int CONTENT_HASH =
      AuditEvent.getClassSchema().getField("content_hash").pos();

  private final Mac mac;
  private final String subject;
  private final String hashed;

  /**
   * @param subject hash of tenant and pseudonym with the audit key
   * @param key of the subject
   */
  public SubjectHashing(String subject, byte[] key) {
    try {
      this.mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + HMAC, e);
    }
    this.subject = subject;
    this.hashed = hash(subject);
  }

  /**
   * The entry as it may be written: subject and content are hashed with the subject's key.
   *
   * @throws IllegalArgumentException when it is about another subject
   */
  public AuditEvent attributed(AuditEvent entry) {
    if (!entry.getSubjectHash().equals(subject)) {
      throw new IllegalArgumentException("an entry is hashed with the key of its own subject");
    }
    String content = entry.getContentHash();
    AuditEvent attributed = new AuditEvent();
    for (int field = 0; field < FIELDS; field++) {
      attributed.put(field, entry.get(field)); // a builder would copy each value as deep as it goes
    }
    attributed.put(SUBJECT_HASH, hashed);
    attributed.put(CONTENT_HASH, content == null ? null : hash(content));
    return attributed;
  }

  private String hash(String hash) {
    return HexFormat.of().formatHex(mac.doFinal(hash.getBytes(StandardCharsets.UTF_8)));
  }
}
