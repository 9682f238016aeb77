package dev.mneme.stack.supervise;

import dev.mneme.stack.Leftovers;
import dev.mneme.stack.StackFailure;
import dev.mneme.stack.StackLayout;
import dev.mneme.stack.parts.Logs;
import dev.mneme.stack.process.Sessions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The command's side of a start: launches the supervisor, hears its reports, lets it go when all is
 * ready.
 */
public final class Starter {

  private static final Duration LONGEST_STOP = Duration.ofSeconds(60);

  private final StackLayout layout;
  private final List<String> supervisorCommand;

  /**
   * @param supervisorCommand what runs a {@link Supervisor} on its standard input and output
   */
  public Starter(StackLayout layout, List<String> supervisorCommand) {
    this.layout = layout;
    this.supervisorCommand = List.copyOf(supervisorCommand);
  }

  /**
   * Returns when the stack is ready and goes on without this process; throws when there is no
   * stack.
   */
  public Report.Ready start(Consumer<Report> progress) throws StackFailure, InterruptedException {
    try {
      return launch(progress);
    } catch (IOException e) {
      throw new StackFailure(
          "The stack could not be started in %s: %s".formatted(layout.home(), e.getMessage()), e);
    }
  }

  private Report.Ready launch(Consumer<Report> progress)
      throws IOException, StackFailure, InterruptedException {
    Files.createDirectories(layout.logs());
    Logs.rotate(layout.supervisorLog());
    List<String> command = new ArrayList<>(detachment());
    command.addAll(supervisorCommand);
    Process supervisor =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(layout.supervisorLog().toFile()))
            .start();
    Thread hook = Thread.ofPlatform().unstarted(() -> takeDown(supervisor));
    Runtime.getRuntime().addShutdownHook(hook);
    Report.Ready ready = listen(supervisor, progress);
    Runtime.getRuntime().removeShutdownHook(hook);
    OutputStream out = supervisor.getOutputStream();
    out.write((Report.DETACH + "\n").getBytes(StandardCharsets.UTF_8));
    out.close();
    return ready;
  }

  /** Where there is no setsid, at least the end of the terminal must not reach it. */
  private static List<String> detachment() {
    List<String> session = Sessions.ownSession();
    Path nohup = Path.of("/usr/bin/nohup");
    return session.isEmpty() && Files.isExecutable(nohup) ? List.of(nohup.toString()) : session;
  }

  private Report.Ready listen(Process supervisor, Consumer<Report> progress)
      throws IOException, StackFailure, InterruptedException {
    BufferedReader reports =
        new BufferedReader(
            new InputStreamReader(supervisor.getInputStream(), StandardCharsets.UTF_8));
    String line;
    while ((line = reports.readLine()) != null) {
      switch (Report.parse(line)) {
        case Report.Ready ready -> {
          return ready;
        }
        case Report.Failed failed -> {
          awaitEnd(supervisor);
          throw new StackFailure(failed.sentence());
        }
        case Report.Began began -> progress.accept(began);
        case Report.Done done -> progress.accept(done);
        case Report.CleanedUp cleanedUp -> progress.accept(cleanedUp);
      }
    }
    awaitEnd(supervisor);
    Leftovers.of(layout).end();
    throw new StackFailure(
        "The supervisor of the stack ended while starting it, and everything was stopped: %s"
            .formatted(Logs.lastWords(layout.supervisorLog())));
  }

  /** This process is told to end before the stack is ready: nothing of it may stay. */
  private static void takeDown(Process supervisor) {
    try {
      supervisor.getOutputStream().close();
      awaitEnd(supervisor);
    } catch (IOException e) {
      supervisor.destroy();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void awaitEnd(Process supervisor) throws InterruptedException {
    if (!supervisor.waitFor(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
      supervisor.destroyForcibly(); // The tethers end the parts.
    }
  }
}
