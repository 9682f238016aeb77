package dev.mneme.stack;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
    return new Secrets(
        required(values, AUDIT, file),
        required(values, DLQ, file),
        required(values, LEDGER, file),
        required(values, DATABASE, file));
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
