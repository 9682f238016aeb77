package dev.mneme.stack;

import dev.mneme.ledger.note.NoteSigner;
import dev.mneme.ledger.note.SignatureKind;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Properties;

/**
 * What one home keeps to itself, made once: the keys as base64 of 32 bytes, the password as
 * hexadecimal.
 */
public record Secrets(String auditKey, String dlqKey, String ledgerKey, String databasePassword) {

  /** The name under which the key of a home's ledger signs. */
  public static final String LEDGER_NAME = "mneme.local/audit";

  private static final String AUDIT = "audit.key";
  private static final String DLQ = "dlq.key";
  private static final String LEDGER = "ledger.key";
  private static final String DATABASE = "database.password";

  /** Reads the file, or makes it, readable by its owner only. */
  public static Secrets of(Path file) throws IOException {
    if (!Files.exists(file)) {
      create(file, generate(new SecureRandom()));
    }
    Properties values = new Properties();
    values.load(new StringReader(Files.readString(file)));
    String audit = required(values, AUDIT, file);
    String dlq = required(values, DLQ, file);
    String database = required(values, DATABASE, file);
    if (values.getProperty(LEDGER) == null
        && !Files.exists(new StackLayout(file.toAbsolutePath().getParent()).ledger())) {
      // A home from before ledgers were signed. Once there is one, a key that is gone is gone.
      Files.writeString(
          file,
          "%s=%s%n"
              .formatted(LEDGER, Base64.getEncoder().encodeToString(bytes(new SecureRandom()))),
          StandardOpenOption.APPEND);
      return of(file);
    }
    return new Secrets(audit, dlq, required(values, LEDGER, file), database);
  }

  /** Signs as the home's audit-sink does; whoever verifies needs only its public half. */
  public NoteSigner ledgerSigner() {
    return NoteSigner.of(LEDGER_NAME, SignatureKind.LOG, Base64.getDecoder().decode(ledgerKey));
  }

  private static Secrets generate(SecureRandom random) {
    return new Secrets(
        Base64.getEncoder().encodeToString(bytes(random)),
        Base64.getEncoder().encodeToString(bytes(random)),
        Base64.getEncoder().encodeToString(bytes(random)),
        HexFormat.of().formatHex(bytes(random)));
  }

  private static byte[] bytes(SecureRandom random) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Written aside and moved into place, so that two starts at once agree on one file. */
  private static void create(Path file, Secrets secrets) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path draft =
        Files.createTempFile(
            folder,
            "secrets",
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    String text =
        "%s=%s%n%s=%s%n%s=%s%n%s=%s%n"
            .formatted(
                AUDIT,
                secrets.auditKey,
                DLQ,
                secrets.dlqKey,
                LEDGER,
                secrets.ledgerKey,
                DATABASE,
                secrets.databasePassword);
    Files.write(draft, text.getBytes(StandardCharsets.UTF_8));
    try {
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException e) {
      // Another start was quicker: its secrets are the ones.
    } catch (UnsupportedOperationException e) {
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static String required(Properties values, String key, Path file) {
    String value = values.getProperty(key);
    if (value == null || value.isBlank()) {
      throw new UncheckedIOException(
          new IOException("%s has no %s: restore the file from a copy".formatted(file, key)));
    }
    return value.strip();
  }

  @Override
  public String toString() {
    return "Secrets[hidden]";
  }
}
