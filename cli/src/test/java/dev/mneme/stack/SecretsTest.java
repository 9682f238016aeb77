package dev.mneme.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

  @TempDir private Path home;

  @Test
  void shouldMakeThemOnceAndReadTheSameAgain() throws Exception {
    Path file = home.resolve("deep/secrets.properties");

    Secrets first = Secrets.of(file);

    assertThat(Secrets.of(file)).isEqualTo(first);
    assertThat(Base64.getDecoder().decode(first.auditKey())).hasSize(32);
    assertThat(Base64.getDecoder().decode(first.dlqKey())).hasSize(32);
    assertThat(Base64.getDecoder().decode(first.ledgerKey())).hasSize(32);
    assertThat(first.databasePassword()).hasSize(64);
    assertThat(first.auditKey()).isNotEqualTo(first.dlqKey());
  }

  @Test
  void shouldBeReadableByTheirOwnerOnly() throws Exception {
    Path file = home.resolve("secrets.properties");

    Secrets.of(file);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (var files = Files.list(home)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void shouldNeverBePrinted() throws Exception {
    Secrets secrets = Secrets.of(home.resolve("secrets.properties"));

    assertThat(secrets.toString()).doesNotContain(secrets.databasePassword(), secrets.auditKey());
  }

  @Test
  void shouldMakeTheLedgersKeyInAnOlderHomeButNeverReplaceOneThatSigned() throws Exception {
    Path file = home.resolve("secrets.properties");
    Files.writeString(file, "audit.key=x\ndlq.key=y\ndatabase.password=z\n");

    Secrets secrets = Secrets.of(file);
    assertThat(Base64.getDecoder().decode(secrets.ledgerKey())).hasSize(32);
    assertThat(Secrets.of(file)).isEqualTo(secrets);

    Files.createDirectories(new StackLayout(home).ledger());
    Files.writeString(file, "audit.key=x\ndlq.key=y\ndatabase.password=z\n");
    assertThatThrownBy(() -> Secrets.of(file)).hasMessageContaining("ledger.key");
  }

  @Test
  void shouldNameTheKeyThatIsMissing() throws Exception {
    Path file = home.resolve("secrets.properties");
    Files.writeString(file, "audit.key=x\n");

    assertThatThrownBy(() -> Secrets.of(file)).hasMessageContaining("dlq.key");
  }
}
