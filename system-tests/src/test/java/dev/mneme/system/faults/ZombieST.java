package dev.mneme.system.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mneme.serde.RegistryCodecs;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Ports;
import dev.mneme.stack.Stack;
import dev.mneme.stack.StackLayout;
import dev.mneme.stack.StackListener;
import dev.mneme.stack.StackSettings;
import dev.mneme.stack.parts.Service;
import dev.mneme.stack.process.Tethered;
import dev.mneme.stack.ready.HttpCheck;
import dev.mneme.system.TestStack;
import dev.mneme.system.faults.trap.Order;
import dev.mneme.system.faults.trap.StopPoint;
import dev.mneme.system.faults.trap.TrappedWriter;
import dev.mneme.system.oracle.Oracle;
import dev.mneme.system.oracle.Publisher;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A writer that is paused past all its timeouts, replaced, and wakes up. */
@Tag("campaign")
class ZombieST {

  private static final Duration SOON = TestStack.PATIENCE;

  @ParameterizedTest
  @EnumSource(names = {"AFTER_SEND", "AFTER_SEND_OFFSETS", "DURING_COMMIT"})
  void shouldAddNothingOfAWriterThatWasReplacedWhileItSlept(StopPoint asleep) throws Exception {
    StackSettings settings = TestStack.settings("zombie");
    TrappedWriter trap = TrappedWriter.in(settings);
    Tethered second = null;
    try (Stack stack = Stack.start(trap.armed(settings), StackListener.SILENT);
        RegistryCodecs codecs = TestStack.codecs(stack);
        Publisher publisher = new Publisher(stack.ports().bootstrap(), codecs)) {
      Oracle oracle = new Oracle(stack, codecs);
      publisher.publish(50);
      oracle.assertHolds(publisher.sent());
      Order pause = new Order(asleep, 5, Order.Signal.STOP, 0);
      trap.order(pause);
      await()
          .atMost(SOON)
          .until(
              () -> {
                publisher.publish(5);
                return trap.sprang(pause);
              });
      trap.withdraw();

      int port = Ports.free().writer();
      second = start(settings, stack, port);
      HttpCheck ready =
          new HttpCheck(URI.create("http://127.0.0.1:%d/health/ready".formatted(port)));
      await().atMost(SOON).until(() -> ready.run(Duration.ofSeconds(2)).isReady());
      publisher.publish(200);
      oracle.awaitRecords(publisher.sent()); // all of it by the second, while the first sleeps
      assertThat(stack.part(PartName.WRITER).isRunning()).isTrue();
      stack.part(PartName.WRITER).resume();

      publisher.publish(200);
      oracle.assertHolds(publisher.sent());
      stack.part(PartName.WRITER).awaitReady(SOON);
      publisher.publish(50);
      oracle.assertHolds(publisher.sent());
    } finally {
      if (second != null) {
        second.stop();
      }
    }
  }

  /** Another instance of the same service, with a name, a port and a folder of its own. */
  private static Tethered start(StackSettings settings, Stack stack, int port) throws Exception {
    StackLayout own = new StackLayout(settings.layout().home().resolve("second"));
    own.create();
    Service service =
        new Service(
            PartName.WRITER,
            own,
            stack.ports(),
            settings.installation(),
            stack.secrets(),
            Map.of(
                "MNEME_INSTANCE",
                "memory-writer-1",
                "MICRONAUT_SERVER_PORT",
                Integer.toString(port)));
    service.prepare();
    return Tethered.start(service.launch(), own.run());
  }
}
