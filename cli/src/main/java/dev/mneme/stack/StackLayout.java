package dev.mneme.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where things are in the home of a stack. */
public record StackLayout(Path home) {

  public StackLayout {
    home = home.toAbsolutePath().normalize();
  }

  public Path logs() {
    return home.resolve("logs");
  }

  public Path log(PartName part) {
    return logs().resolve(part.label() + ".log");
  }

  public Path supervisorLog() {
    return logs().resolve("supervisor.log");
  }

  /** What exists only while the stack runs. */
  public Path run() {
    return home.resolve("run");
  }

  public Path pidFile(PartName part) {
    return run().resolve(part.label() + ".pid");
  }

  public Path supervisorPidFile() {
    return run().resolve("supervisor.pid");
  }

  /** Held by the process that owns the stack, for as long as it lives. */
  public Path lock() {
    return run().resolve("lock");
  }

  /** How the running stack was started: ports and parts. */
  public Path description() {
    return run().resolve("stack.json");
  }

  public Path data(PartName part) {
    return home.resolve("data").resolve(part.label());
  }

  /** The audit log, which can be verified without the service that writes it. */
  public Path ledger() {
    return data(PartName.AUDIT_SINK).resolve("ledger");
  }

  public Path secrets() {
    return home.resolve("secrets.properties");
  }

  /** The private key that tokens for this home's services are signed with. */
  public Path signingKey() {
    return home.resolve("signing-key.json");
  }

  /** The public half of it, in a folder of its own that may be handed on. */
  public Path jwks() {
    return home.resolve("jwks").resolve("jwks.json");
  }

  /** Runs of "mneme load" that are kept. */
  public Path loads() {
    return home.resolve("loads");
  }

  public Path reports() {
    return home.resolve("reports");
  }

  public void create() throws IOException {
    for (Path folder : new Path[] {logs(), run(), home.resolve("data")}) {
      Files.createDirectories(folder);
    }
  }
}
