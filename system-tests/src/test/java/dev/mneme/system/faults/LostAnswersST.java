package dev.mneme.system.faults;

import static org.awaitility.Awaitility.await;

import dev.mneme.stack.StackSettings;
import dev.mneme.system.TestStack;
import dev.mneme.system.cluster.AnswerProxy;
import dev.mneme.system.cluster.AnswerProxy.Fate;
import dev.mneme.system.cluster.OwnBrokers;
import dev.mneme.system.cluster.OwnSuite;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Commits that the broker carried out, and whose answer the writer gets late or never. */
@Tag("campaign")
class LostAnswersST {

  private static final int ANSWERS = 3;
  private static final Duration SOON = Duration.ofSeconds(180);

  private static AnswerProxy proxy;
  private static OwnBrokers brokers;
  private static OwnSuite suite;

  @BeforeAll
  static void startSuite() throws Exception {
    StackSettings settings = TestStack.settings("lost-answers");
    proxy = new AnswerProxy();
    brokers = OwnBrokers.oneBehind(proxy.port(), settings.layout().home().resolve("brokers"));
    proxy.passOnTo(brokers.behindProxy());
    suite = OwnSuite.start(settings, brokers, brokers.bootstrap(), "127.0.0.1:" + proxy.port());
  }

  @AfterAll
  static void stopSuite() throws Exception {
    suite.close();
    brokers.close();
    proxy.close();
  }

  static Stream<Fate> fates() {
    return Stream.of(
        new Fate.Late(Duration.ofSeconds(3)),
        new Fate.Late(Duration.ofSeconds(14)), // longer than a transaction may be open
        new Fate.Cut(),
        new Fate.Silence());
  }

  @ParameterizedTest
  @MethodSource("fates")
  void shouldTouchNoLaterTransactionWhenTheAnswerToACommitIsLost(Fate fate) throws Exception {
    suite.publisher().publish(20);
    suite.assertHolds();

    proxy.next(ANSWERS, fate);
    await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              suite.publisher().publish(5);
              return proxy.met() == ANSWERS;
            });
    suite.publisher().publish(50);

    suite.assertHolds();
  }
}
