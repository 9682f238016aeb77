package dev.mneme.shell.recurring;

import io.micronaut.context.event.StartupEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.TaskScheduler;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs every {@link RecurringTask}. The framework's own annotation for this looks its bean up each
 * time: in a service that is ending it makes the bean anew, and with it whatever it needs, a whole
 * stream stage for one.
 */
@Singleton
final class RecurringTasks {
  private static final Logger LOG = LoggerFactory.getLogger(RecurringTasks.class);

  private final TaskScheduler scheduler;
  private final List<RecurringTask> tasks;
  private final List<ScheduledFuture<?>> running = new ArrayList<>();

  RecurringTasks(
      @Named(TaskExecutors.SCHEDULED) TaskScheduler scheduler, List<RecurringTask> tasks) {
    this.scheduler = scheduler;
    this.tasks = List.copyOf(tasks);
  }

  @EventListener
  synchronized void begin(StartupEvent event) {
    for (RecurringTask task : tasks) {
      running.add(scheduler.scheduleWithFixedDelay(null, task.pause(), () -> once(task)));
    }
  }

  @PreDestroy
  synchronized void end() {
    running.forEach(each -> each.cancel(true));
    running.clear();
  }

  private static void once(RecurringTask task) {
    try {
      task.once();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("recurring task failed task={}", task.getClass().getSimpleName(), e);
    }
  }
}
