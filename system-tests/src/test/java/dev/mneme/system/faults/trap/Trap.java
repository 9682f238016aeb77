package dev.mneme.system.faults.trap;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** What the points call: counts, and stops the process when it is time. Runs inside the service. */
public final class Trap {

  private static final String STAGE = "StreamThread";
  private static final int SIGKILL = 9;
  private static final int SIGSTOP = System.getProperty("os.name").startsWith("Mac") ? 17 : 19;

  private static final AtomicInteger LEFT = new AtomicInteger();
  private static volatile @Nullable Order order;
  private static volatile Path sprung = Path.of("sprung");

  private Trap() {}

  /**
   * @param seen where to leave a mark before the process is stopped
   */
  static void set(@Nullable Order wanted, Path seen) {
    order = null;
    sprung = seen;
    if (wanted != null) {
      LEFT.set(wanted.passes());
      order = wanted;
    }
  }

  /** Called by name from the woven classes. */
  public static void pass(String point) {
    Order wanted = order;
    if (wanted != null
        && wanted.point().name().equals(point)
        && Thread.currentThread().getName().contains(STAGE)
        && LEFT.decrementAndGet() == 0) {
      order = null;
      spring(wanted);
    }
  }

  /** A poll that brought nothing is no point to stop at. */
  public static void polled(Object records) {
    if (records instanceof Iterable<?> some && some.iterator().hasNext()) {
      pass(StopPoint.AFTER_POLL.name());
    }
  }

  private static void spring(Order wanted) {
    try {
      MethodHandle kill = kill();
      long pid = ProcessHandle.current().pid();
      int signal = wanted.signal() == Order.Signal.KILL ? SIGKILL : SIGSTOP;
      Files.writeString(sprung, wanted.line());
      if (wanted.delayMicros() == 0) {
        send(kill, pid, signal);
      } else {
        Thread.ofPlatform()
            .start(
                () -> {
                  LockSupport.parkNanos(wanted.delayMicros() * 1_000L);
                  send(kill, pid, signal);
                });
      }
    } catch (IOException e) {
      throw new IllegalStateException("the trap cannot leave its mark", e);
    }
  }

  /** Straight to the system: a process started for it would come too late. */
  @SuppressWarnings("restricted") // services are started with native access
  private static MethodHandle kill() {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().find("kill").orElseThrow(),
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
  }

  private static void send(MethodHandle kill, long pid, int signal) {
    try {
      int _ = (int) kill.invokeExact((int) pid, signal);
    } catch (Throwable e) {
      throw new IllegalStateException("the process cannot signal itself", e);
    }
  }
}
