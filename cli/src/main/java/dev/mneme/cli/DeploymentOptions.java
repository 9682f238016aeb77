package dev.mneme.cli;

import dev.mneme.cli.smoke.Deployment;
import dev.mneme.stack.PartName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which deployment a command is about, and with which token it asks there. */
final class DeploymentOptions {

  private static final String TOKEN = "MNEME_TOKEN";

  @Parameters(
      arity = "0..1",
      paramLabel = "URL",
      description =
          "Address of memory-writer; the other services are on the three ports behind it (default:"
              + " the stack of the home).")
  private @Nullable String url;

  @Option(names = "--reader", paramLabel = "URL", description = "Where memory-reader is instead.")
  private @Nullable String reader;

  @Option(names = "--guard", paramLabel = "URL", description = "Where guard-service is instead.")
  private @Nullable String guard;

  @Option(names = "--audit", paramLabel = "URL", description = "Where audit-sink is instead.")
  private @Nullable String audit;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "The token to ask with (default: the variable MNEME_TOKEN, else one signed with the key"
              + " of the home).")
  private @Nullable Path tokenFile;

  Deployment deployment(StackCommand command) throws CommandFailure {
    String named = url;
    Deployment deployment =
        named == null ? Deployment.of(command.running().ports()) : Deployment.at(named);
    if (reader != null) {
      deployment = deployment.with(PartName.READER, reader);
    }
    if (guard != null) {
      deployment = deployment.with(PartName.GUARD, guard);
    }
    return audit == null ? deployment : deployment.with(PartName.AUDIT_SINK, audit);
  }

  Supplier<String> token(StackCommand command) throws CommandFailure {
    Path file = tokenFile;
    if (file != null) {
      try {
        String read = Files.readString(file).strip();
        return () -> read;
      } catch (IOException e) {
        throw new CommandFailure("%s cannot be read".formatted(file), e);
      }
    }
    String given = System.getenv(TOKEN);
    if (given != null && !given.isBlank()) {
      return given::strip;
    }
    return command.tokens("default");
  }
}
