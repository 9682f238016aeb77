package dev.mneme.cli.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mneme.cli.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Pattern;

/**
 * Runs that are kept, each a file of its name.
 *
 * @param folder made when the first is kept
 */
public record Kept(Path folder) {

  /** The name of the latest run. */
  public static final String LAST = "last";

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
  private static final ObjectMapper JSON = new ObjectMapper();

  public Path write(String name, LoadReport report) throws IOException {
    Path file = file(name);
    Files.createDirectories(folder);
    Path draft = folder.resolve(name + ".json.new");
    Files.write(draft, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(report));
    return Files.move(
        draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  public LoadReport read(String name) throws CommandFailure, IOException {
    Path file = file(name);
    try {
      return JSON.readValue(Files.readAllBytes(file), LoadReport.class);
    } catch (NoSuchFileException e) {
      throw new CommandFailure(
          "No run is kept as \"%s\" in %s: \"mneme load run --keep %s\" keeps one"
              .formatted(name, folder, name),
          e);
    } catch (JsonProcessingException e) {
      throw new CommandFailure("%s holds no run".formatted(file), e);
    }
  }

  private Path file(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a name is up to 64 lower-case letters, digits, dots, hyphens and underscores");
    }
    return folder.resolve(name + ".json");
  }
}
