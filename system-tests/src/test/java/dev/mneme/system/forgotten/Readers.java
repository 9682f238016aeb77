package dev.mneme.system.forgotten;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mneme.system.forgotten.Caller.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Recalls the same memories in every way there is, again and again, and holds each answer against
 * what was acknowledged as forgotten before it was asked for.
 */
final class Readers implements AutoCloseable {

  private final Caller caller;
  private final String reader;
  private final String subject;
  private final List<UUID> memories;
  private final Map<UUID, Long> forgotten = new ConcurrentHashMap<>();
  private final Queue<String> stale = new ConcurrentLinkedQueue<>();
  private final Queue<String> broken = new ConcurrentLinkedQueue<>();
  private final AtomicInteger answered = new AtomicInteger();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean closing;

  Readers(Caller caller, String reader, String subject, List<UUID> memories) {
    this.caller = caller;
    this.reader = reader;
    this.subject = subject;
    this.memories = List.copyOf(memories);
  }

  void start(int count) {
    for (int i = 0; i < count; i++) {
      threads.add(Thread.ofVirtual().name("reader-" + i).start(this::run));
    }
  }

  /** From now on no recall that begins may show it. */
  void acknowledged(UUID memory) {
    forgotten.put(memory, System.nanoTime());
  }

  List<String> stale() {
    return List.copyOf(stale);
  }

  List<String> broken() {
    return List.copyOf(broken);
  }

  int answered() {
    return answered.get();
  }

  private void run() {
    while (!closing) {
      try {
        recallOnce();
      } catch (InterruptedException e) {
        return;
      } catch (Exception e) {
        broken.add(e.toString());
      }
    }
  }

  private void recallOnce() throws Exception {
    int way = ThreadLocalRandom.current().nextInt(4);
    UUID one = memories.get(ThreadLocalRandom.current().nextInt(memories.size()));
    long start = System.nanoTime();
    Reply reply =
        switch (way) {
          case 0 -> caller.get(recall("") + "&limit=1000");
          case 1 -> caller.get(recall("") + "&limit=1000&q=remember");
          case 2 -> caller.get(recall("/" + one));
          default ->
              caller.post(
                  reader + "/v1/context-packs/preview",
                  "{\"tenant\":\"acme\",\"subject\":\"%s\",\"query\":\"remember\"}"
                      .formatted(subject));
        };
    if (reply.status() != 200) {
      broken.add("status " + reply.status() + " " + reply.body());
      return;
    }
    answered.incrementAndGet();
    for (JsonNode item : reply.body().path("items")) {
      Long at = forgotten.get(UUID.fromString(item.path("id").asText()));
      if (at != null && at < start) {
        stale.add(
            "way %d, %d ms after the acknowledgement, served by %s"
                .formatted(way, (start - at) / 1_000_000, reply.body().path("served_by").asText()));
      }
    }
  }

  private String recall(String more) {
    return reader + "/v1/personal/recall" + more + "?tenant=acme&subject=" + subject;
  }

  @Override
  public void close() {
    closing = true;
    try {
      for (Thread thread : threads) {
        thread.join(30_000);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
