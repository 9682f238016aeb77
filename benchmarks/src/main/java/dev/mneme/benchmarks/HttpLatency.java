package dev.mneme.benchmarks;

import dev.mneme.stack.PartName;
import dev.mneme.topics.Topics;
import java.util.List;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * How long a store request takes at 200 a second against the writer as a process of its own, with
 * the heap that the stack gives it; its stage and its projection do their work meanwhile. Beside it
 * what a bare producer waits for the broker.
 */
final class HttpLatency {
  private static final int PER_SECOND = 200;
  private static final int REQUESTS = 2_000;
  private static final int WARM_UPS = 2;

  private final Place place;

  HttpLatency(Place place) {
    this.place = place;
  }

  void run(int rounds) throws Exception {
    place
        .admin()
        .createTopics(List.of(new NewTopic(Pings.TOPIC, Topics.SUBJECT_PARTITIONS, (short) 1)))
        .all()
        .get();
    Latencies stores = new Latencies();
    Latencies pings = new Latencies();
    int bytes = place.codecs().of(Topics.EVENTS).encode(new Conversation(3).next(0)).length;
    try (StoreRequests requests =
            new StoreRequests(
                place.stack().ports().http(PartName.WRITER),
                () -> place.stack().bearer("default"),
                3);
        Pings bare = new Pings(place.bootstrap(), bytes)) {
      for (int round = -WARM_UPS; round < rounds; round++) {
        double[] ping = bare.round(REQUESTS, PER_SECOND);
        StoreRequests.Round store = requests.round(REQUESTS, PER_SECOND);
        System.out.printf(
            "  %-8s refused by status %s%n",
            round < 0 ? "warm-up" : "round " + (round + 1), store.refused());
        if (round >= 0) {
          // a refusal is quick and would look good
          if (!store.refused().isEmpty()) {
            throw new IllegalStateException("not every request was stored");
          }
          pings.round(ping);
          stores.round(store.millis());
        }
      }
    }
    System.out.printf(
        "HTTP store at %d requests/s, %d a round, medians of %d%n", PER_SECOND, REQUESTS, rounds);
    System.out.println("  bare producer " + pings.text());
    System.out.println("  HTTP store    " + stores.text());
    System.out.printf(
        "  ratio p50 %.1f, p99 %.1f%n",
        stores.percentile(50) / pings.percentile(50), stores.percentile(99) / pings.percentile(99));
  }
}
