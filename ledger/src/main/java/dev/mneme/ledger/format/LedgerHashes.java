package dev.mneme.ledger.format;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The hashes of the ledger. Every input begins with a byte of its own kind, so that no input of one
 * kind can be read as one of another:
 *
 * <pre>
 * leaf(entry)          = SHA-256(0x00 || entry)                       RFC 6962, section 2.1
 * node(left, right)    = SHA-256(0x01 || left || right)               RFC 6962, section 2.1
 * empty tree           = SHA-256()                                    RFC 6962, section 2.1
 * chain(n)             = SHA-256(0x02 || chain(n-1) || leaf(entry n)) n = 0, 1, …; always 65 bytes of input
 * chain before entry 0 = SHA-256(0x03 || "dev.mneme.ledger.v1" || u32 partition)
 * </pre>
 *
 * Chain and Merkle tree stand over the same leaf hashes. The chain of the empty log names format
 * and partition: two partitions never have the same head.
 */
public final class LedgerHashes {
  private static final byte LEAF = 0x00;
  private static final byte NODE = 0x01;
  private static final byte LINK = 0x02;
  private static final byte EMPTY = 0x03;
  private static final byte[] FORMAT = "dev.mneme.ledger.v1".getBytes(US_ASCII);

  private static final ThreadLocal<MessageDigest> SHA_256 =
      ThreadLocal.withInitial(LedgerHashes::newSha256);
  private static final Hash EMPTY_TREE = Hash.of(newSha256().digest());

  private LedgerHashes() {}

  public static Hash leaf(byte[] entry) {
    MessageDigest digest = sha256();
    digest.update(LEAF);
    digest.update(entry);
    return Hash.ofOwn(digest.digest());
  }

  public static Hash node(Hash left, Hash right) {
    MessageDigest digest = sha256();
    digest.update(NODE);
    left.addTo(digest);
    right.addTo(digest);
    return Hash.ofOwn(digest.digest());
  }

  /** The root of a tree without leaves. */
  public static Hash emptyTree() {
    return EMPTY_TREE;
  }

  public static Hash chain(Hash previous, Hash leaf) {
    MessageDigest digest = sha256();
    digest.update(LINK);
    previous.addTo(digest);
    leaf.addTo(digest);
    return Hash.ofOwn(digest.digest());
  }

  public static Hash empty(int partition) {
    MessageDigest digest = sha256();
    digest.update(EMPTY);
    digest.update(FORMAT);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(partition).array());
    return Hash.ofOwn(digest.digest());
  }

  static Hash plain(byte[] bytes) {
    return Hash.ofOwn(sha256().digest(bytes));
  }

  private static MessageDigest sha256() {
    return SHA_256.get();
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
