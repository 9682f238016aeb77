package dev.mneme.cli;

import dev.mneme.stack.Installation;
import dev.mneme.stack.Secrets;
import dev.mneme.stack.StackDescription;
import dev.mneme.stack.StackLayout;
import dev.mneme.stack.token.SigningKey;
import dev.mneme.stack.token.TokenRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that is about the stack of one home. */
abstract class StackCommand implements Callable<Integer> {

  static final int DONE = 0;
  static final int FAILED = 1;

  @Mixin final Output output = new Output();

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description =
          "Where the stack keeps everything (default: .mneme in the project, or the variable"
              + " MNEME_HOME).")
  private @Nullable Path home;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  final Installation installation() {
    return Installation.find();
  }

  final boolean hasHome() {
    return home != null;
  }

  final StackLayout layout() {
    if (home != null) {
      return new StackLayout(home);
    }
    String named = System.getenv("MNEME_HOME");
    return new StackLayout(
        named == null || named.isBlank()
            ? installation().root().resolve(".mneme")
            : Path.of(named));
  }

  /** The secrets of the home; none are made when there are none. */
  final Optional<Secrets> secrets() throws CommandFailure {
    Path file = layout().secrets();
    try {
      return Files.exists(file) ? Optional.of(Secrets.of(file)) : Optional.empty();
    } catch (IOException | UncheckedIOException e) {
      throw new CommandFailure("%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  /**
   * Tokens for the commands themselves, signed with the key of the home.
   *
   * @throws CommandFailure when the home has no key
   */
  final Supplier<String> tokens(String tenant) throws CommandFailure {
    SigningKey key = signingKey();
    return () -> key.sign(TokenRequest.ofCommand(tenant), Instant.now());
  }

  final SigningKey signingKey() throws CommandFailure {
    try {
      return SigningKey.existing(layout());
    } catch (NoSuchFileException e) {
      throw new CommandFailure(
          "There is no signing key in %s: \"mneme up\" or \"mneme keys\" makes one"
              .formatted(layout().home()),
          e);
    } catch (IOException e) {
      throw new CommandFailure("The signing key cannot be read: " + e.getMessage(), e);
    }
  }

  /** The stack that is running in the home. */
  final StackDescription running() throws CommandFailure {
    StackLayout layout = layout();
    try {
      return StackDescription.read(layout)
          .orElseThrow(
              () ->
                  new CommandFailure(
                      "No stack is running in %s: start one with \"mneme up\", or name another with --home"
                          .formatted(layout.home())));
    } catch (IOException e) {
      throw new CommandFailure(
          "%s cannot be read: %s".formatted(layout.description(), e.getMessage()), e);
    }
  }
}
