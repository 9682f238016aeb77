package dev.mneme.stack;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the built suite is: the folder of the project. */
public record Installation(Path root) {

  /** Names the folder when it cannot be found from the code or the working folder. */
  public static final String PROPERTY = "mneme.root";

  public Installation {
    root = root.toAbsolutePath().normalize();
  }

  /** Looks above the running code, then above the working folder. */
  public static Installation find() {
    String named = System.getProperty(PROPERTY);
    if (named != null) {
      return new Installation(Path.of(named));
    }
    List<Path> starts = new ArrayList<>();
    URI code = codeLocation();
    if (code != null && "file".equals(code.getScheme())) {
      starts.add(Path.of(code));
    }
    starts.add(Path.of("").toAbsolutePath());
    for (Path start : starts) {
      for (Path folder = start; folder != null; folder = folder.getParent()) {
        if (Files.isRegularFile(folder.resolve("cli/parts/pom.xml"))) {
          return new Installation(folder);
        }
      }
    }
    throw new IllegalStateException(
        "the folder of the project was not found above %s: name it with -D%s"
            .formatted(starts, PROPERTY));
  }

  private static @Nullable URI codeLocation() {
    var source = Installation.class.getProtectionDomain().getCodeSource();
    return source == null ? null : URI.create(source.getLocation().toString());
  }

  public Path kafka() {
    return parts().resolve("kafka");
  }

  public Path registry() {
    return parts().resolve("registry");
  }

  public Path postgresJar() {
    return parts().resolve("postgres/postgres.jar");
  }

  /** Unpacked from the jar at first use. */
  public Path postgres() {
    return parts().resolve("postgres/server");
  }

  public Path service(PartName part) {
    String module = (part.isReader() ? PartName.READER : part).label();
    return root.resolve(module).resolve("target").resolve(module + ".jar");
  }

  /** The Java that runs this also runs the parts. */
  public static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  private Path parts() {
    return root.resolve("cli/parts/target");
  }

  /** What has to be there for a part to be started. */
  public Path requiredFor(PartName part) {
    return switch (part) {
      case KAFKA -> kafka();
      case REGISTRY -> registry().resolve("quarkus-run.jar");
      case POSTGRES -> postgresJar();
      case AUDIT_SINK, GUARD, WRITER, READER, READER_2, READER_3 -> service(part);
    };
  }
}
