package dev.mneme.stack.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Out of reach of the terminal: its Ctrl-C goes to the owner alone, who then stops the parts in
 * order.
 */
public final class Sessions {

  private Sessions() {}

  /** The words to put before a command; none where the system has no setsid (macOS). */
  public static List<String> ownSession() {
    for (Path candidate : List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"))) {
      if (Files.isExecutable(candidate)) {
        return List.of(candidate.toString());
      }
    }
    return List.of();
  }
}
