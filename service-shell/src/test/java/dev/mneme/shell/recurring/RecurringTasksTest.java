package dev.mneme.shell.recurring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micronaut.context.BeanContext;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.scheduling.ScheduledExecutorTaskScheduler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecurringTasksTest {
  private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(1);
  private final AtomicInteger times = new AtomicInteger();

  private final RecurringTask task =
      new RecurringTask() {
        @Override
        public Duration pause() {
          return Duration.ofMillis(1);
        }

        @Override
        public void once() {
          times.incrementAndGet();
          throw new IllegalStateException("every time");
        }
      };

  private final RecurringTasks tasks =
      new RecurringTasks(new ScheduledExecutorTaskScheduler(executor), List.of(task));

  @AfterEach
  void stop() {
    executor.close();
  }

  @Test
  void shouldDoNothingBeforeTheServiceHasStarted() {
    assertThat(executor.submit(times::get)).succeedsWithin(Duration.ofSeconds(60)).isEqualTo(0);
  }

  @Test
  void shouldGoOnThoughATimeFails() {
    tasks.begin(started());

    await().atMost(Duration.ofSeconds(60)).until(() -> times.get() > 2);
  }

  @Test
  void shouldDoNothingMoreOnceTheServiceEnds() throws Exception {
    tasks.begin(started());
    await().atMost(Duration.ofSeconds(60)).until(() -> times.get() > 0);

    tasks.end();

    int before = executor.submit(times::get).get(); // behind whatever was under way
    assertThat(executor.submit(times::get))
        .succeedsWithin(Duration.ofSeconds(60))
        .isEqualTo(before);
  }

  private static StartupEvent started() {
    return new StartupEvent(BeanContext.build());
  }
}
