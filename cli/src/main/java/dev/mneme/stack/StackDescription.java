package dev.mneme.stack;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** How the stack of a home was started, left in the home for commands that come later. */
public record StackDescription(
    @JsonProperty("port_base") int portBase,
    @JsonProperty("parts") List<String> parts,
    @JsonProperty("ready") boolean ready,
    @JsonProperty("since") String since) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static StackDescription starting(StackSettings settings) {
    return describe(settings, false);
  }

  static StackDescription ready(StackSettings settings) {
    return describe(settings, true);
  }

  private static StackDescription describe(StackSettings settings, boolean ready) {
    return new StackDescription(
        settings.ports().base(),
        settings.parts().stream().map(PartName::label).toList(),
        ready,
        Instant.now().toString());
  }

  public Ports ports() {
    return new Ports(portBase);
  }

  public Set<PartName> partNames() {
    return parts.stream().map(PartName::parse).collect(Collectors.toSet());
  }

  void write(StackLayout layout) throws IOException {
    Path draft = layout.description().resolveSibling("stack.json.new");
    Files.write(draft, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
    Files.move(
        draft,
        layout.description(),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.ATOMIC_MOVE);
  }

  /** Empty when no stack was started in this home, or it was stopped in order. */
  public static Optional<StackDescription> read(StackLayout layout) throws IOException {
    try {
      return Optional.of(
          JSON.readValue(Files.readAllBytes(layout.description()), StackDescription.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  static void forget(StackLayout layout) {
    try {
      Files.deleteIfExists(layout.description());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
