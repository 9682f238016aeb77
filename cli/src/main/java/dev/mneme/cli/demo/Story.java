package dev.mneme.cli.demo;

import dev.mneme.stack.PartName;
import dev.mneme.stack.Ports;
import dev.mneme.stack.Stack;
import dev.mneme.stack.StackFailure;
import dev.mneme.stack.StackListener;
import dev.mneme.stack.StackSettings;
import dev.mneme.stack.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The whole story, from an empty home to a stack that is stopped again. */
public final class Story {

  /** Short, so that its end can be waited for; long enough to be seen. */
  private static final Duration HOLD = Duration.ofSeconds(6);

  private final StackSettings settings;
  private final List<Scene> scenes;

  public Story(Path home, Ports ports, Path conversation) {
    this.settings =
        StackSettings.at(home, ports)
            .with(PartName.READER, "MNEME_FAULTS_ENABLED", "true")
            .with(PartName.GUARD, "MNEME_GUARD_HOLD", HOLD.toString());
    this.scenes = new ArrayList<>(new ArrivalScenes(conversation).scenes());
    scenes.addAll(new GuardScenes().scenes());
    scenes.addAll(new LedgerScenes().scenes());
  }

  /** Hears the story. */
  public interface Audience {

    void begins(int number, String title);

    void saw(String line);

    void ends(Duration took);

    void fails(String because);
  }

  /**
   * Tells it to its end or to the first step that is not seen to be true; then everything is
   * stopped.
   */
  public boolean tell(Audience audience) throws InterruptedException {
    int number = 1;
    audience.begins(number, "A broker, a registry, PostgreSQL and four services start");
    Instant from = Instant.now();
    try (Stack stack = Stack.start(settings, listener(audience))) {
      audience.ends(Duration.between(from, Instant.now()));
      try (Stage stage = new Stage(stack)) {
        for (Scene scene : scenes) {
          audience.begins(++number, scene.title());
          Instant begun = Instant.now();
          scene.act().play(stage, audience::saw);
          audience.ends(Duration.between(begun, Instant.now()));
        }
      }
      return true;
    } catch (StackFailure e) {
      audience.fails(e.sentence());
    } catch (NotSeen e) {
      audience.fails(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      audience.fails("%s (%s)".formatted(e.getMessage(), e.getClass().getSimpleName()));
    }
    return false;
  }

  private static StackListener listener(Audience audience) {
    return new StackListener() {
      @Override
      public void began(Step step) {}

      @Override
      public synchronized void done(Step step, Duration took) {
        audience.saw("%-14s ready after %.1f s".formatted(step.label(), took.toMillis() / 1000.0));
      }

      @Override
      public void ended(PartName part, int exitCode) {
        audience.saw("%s ended with code %d".formatted(part, exitCode));
      }

      @Override
      public void cleanedUp(String what) {
        audience.saw(what);
      }
    };
  }
}
