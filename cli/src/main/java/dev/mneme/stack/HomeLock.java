package dev.mneme.stack;

import dev.mneme.stack.process.PidFile;
import dev.mneme.stack.process.ProcessIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Held by the process that owns a home. The system lets go of it when that process ends, so it is
 * never stale.
 */
final class HomeLock implements AutoCloseable {

  private final FileChannel channel;
  private final PidFile owner;

  private final Optional<ProcessIdentity> previous;

  private HomeLock(FileChannel channel, PidFile owner, Optional<ProcessIdentity> previous) {
    this.channel = channel;
    this.owner = owner;
    this.previous = previous;
  }

  static HomeLock take(StackLayout layout) throws IOException, StackFailure {
    PidFile owner = new PidFile(layout.supervisorPidFile());
    FileChannel channel =
        FileChannel.open(layout.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (tryLock(channel) == null) {
      channel.close();
      String who = owner.read().map(p -> " (process " + p.pid() + ")").orElse("");
      throw new StackFailure(
          "A stack is already running in %s%s: see it with \"mneme status\", stop it with \"mneme down\", or use"
                  .formatted(layout.home(), who)
              + " another --home and --port-base for a second one");
    }
    Optional<ProcessIdentity> previous = owner.read();
    owner.write(ProcessIdentity.of(ProcessHandle.current()));
    return new HomeLock(channel, owner, previous);
  }

  /** The owner before this one, if it ended without giving the home back. */
  Optional<ProcessIdentity> previous() {
    return previous;
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // Another stack of this same process has it.
    }
  }

  @Override
  public void close() {
    try {
      owner.delete();
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
