package dev.mneme.cli;

import dev.mneme.stack.StackLayout;
import dev.mneme.stack.token.SigningKey;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;

/** Makes what tokens are signed with, where no {@code mneme up} does it. */
@Command(
    name = "keys",
    description =
        "Make the key that development tokens are signed with, unless the home has one; say where"
            + " the public keys (MNEME_JWKS) are.",
    footerHeading = "%nExamples:%n",
    footer = {"  mneme keys", "  mneme keys --home /var/lib/mneme --output json"})
final class KeysCommand extends StackCommand {

  @Override
  public Integer call() throws CommandFailure {
    StackLayout layout = layout();
    try {
      SigningKey.of(layout);
    } catch (IOException e) {
      throw new CommandFailure(
          "No key can be kept in %s: %s".formatted(layout.home(), e.getMessage()), e);
    }
    String jwks = layout.jwks().toString();
    output.document(Map.of("jwks", jwks), "MNEME_JWKS=" + jwks);
    return DONE;
  }
}
