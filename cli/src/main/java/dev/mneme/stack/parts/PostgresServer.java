package dev.mneme.stack.parts;

import dev.mneme.stack.Installation;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Ports;
import dev.mneme.stack.Secrets;
import dev.mneme.stack.StackFailure;
import dev.mneme.stack.StackLayout;
import dev.mneme.stack.process.Launch;
import dev.mneme.stack.ready.Check;
import dev.mneme.stack.ready.DatabaseCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One PostgreSQL server with one database, reached over TCP with a password. */
public record PostgresServer(
    StackLayout layout, Ports ports, Installation installation, Secrets secrets)
    implements PartSpec {

  public static final String USER = "mneme";
  private static final String DATABASE = "mneme";
  private static final String DRAFT = "new-";
  private static final List<String> SETTINGS =
      List.of(
          "listen_addresses=127.0.0.1",
          "unix_socket_directories=",
          "max_connections=60",
          "shared_buffers=48MB",
          "io_method=sync",
          "jit=off");

  @Override
  public PartName name() {
    return PartName.POSTGRES;
  }

  @Override
  public void prepare() throws IOException, StackFailure, InterruptedException {
    ServerBinaries.unpack(installation.postgresJar(), installation.postgres());
    Files.createDirectories(layout.data(name()));
    if (!Files.exists(cluster().resolve("PG_VERSION"))) {
      Folders.deleteMatching(layout.data(name()), DRAFT + "*");
      initialise();
    }
  }

  /** Made aside and moved into place, so that a start that was cut short leaves no half cluster. */
  private void initialise() throws IOException, StackFailure, InterruptedException {
    Path draft = Files.createTempDirectory(layout.data(name()), DRAFT);
    Path password =
        Files.createTempFile(
            layout.run(),
            "password",
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.writeString(password, secrets.databasePassword());
      Run.toEnd(
          "Setting up PostgreSQL's storage",
          command(
              "initdb",
              "--pgdata=" + draft,
              "--username=" + USER,
              "--pwfile=" + password,
              "--auth=scram-sha-256",
              "--encoding=UTF8",
              "--no-locale",
              "--no-sync"),
          layout.log(name()),
          Duration.ofSeconds(60));
    } finally {
      Files.deleteIfExists(password);
    }
    Run.toEnd(
        "Creating the database",
        command("postgres", "--single", "-D", draft.toString(), "postgres"),
        "CREATE DATABASE " + DATABASE + "\n",
        layout.log(name()),
        Duration.ofSeconds(60));
    Files.move(draft, cluster(), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public Launch launch() throws StackFailure, InterruptedException {
    List<String> command =
        command("postgres", "-D", cluster().toString(), "-p", Integer.toString(ports.postgres()));
    SETTINGS.forEach(setting -> command.addAll(List.of("-c", setting)));
    return new Launch(
        command,
        Map.of("TZ", "UTC"),
        layout.data(name()),
        layout.log(name()),
        Launch.StopSignal.INT,
        Duration.ofSeconds(10));
  }

  /**
   * PostgreSQL refuses to run as root. In a user namespace of its own it sees another user, while
   * files keep their owner.
   */
  private List<String> command(String program, String... arguments)
      throws StackFailure, InterruptedException {
    List<String> command = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      if (!Run.succeeds(List.of("unshare", "-U", "true"))) {
        throw new StackFailure(
            "PostgreSQL does not run as root, and this machine allows no user namespace (unshare"
                + " -U) to give it another user: run mneme as an ordinary user");
      }
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(installation.postgres().resolve("bin").resolve(program).toString());
    command.addAll(List.of(arguments));
    return command;
  }

  @Override
  public Check check() {
    return new DatabaseCheck(ports.jdbcUrl(), USER, secrets.databasePassword());
  }

  public static Path cluster(StackLayout layout) {
    return layout.data(PartName.POSTGRES).resolve("cluster");
  }

  private Path cluster() {
    return cluster(layout);
  }
}
