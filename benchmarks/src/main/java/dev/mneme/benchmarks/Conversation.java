package dev.mneme.benchmarks;

import dev.mneme.events.MemoryEvent;
import dev.mneme.events.StoreMemory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Made-up events of the size of chat messages; the same seed gives the same ones. */
final class Conversation {
  private static final List<String> WORDS =
      List.of(
          ("we went to the lake last weekend and took some pictures of the mountains it was a"
                  + " great time with the family I really enjoyed painting it helps me relax how"
                  + " about you any plans for summer the kids loved it so much we might go again")
              .split(" "));
  private static final int SUBJECTS = 500;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Random random;

  Conversation(long seed) {
    this.random = new Random(seed);
  }

  MemoryEvent next(int n) {
    StoreMemory memory =
        StoreMemory.newBuilder()
            .setType("episode")
            .setText(text(n))
            .setSpeaker("Caroline")
            .setConversation("conv-" + n % SUBJECTS)
            .setSession(Integer.toString(n / SUBJECTS))
            .setMetadata(Map.of("dia_id", "D" + n))
            .build();
    return MemoryEvent.newBuilder()
        .setEventId(new UUID(random.nextLong(), random.nextLong()))
        .setTenant("default")
        .setSubject("hs_" + "%043d".formatted(n % SUBJECTS))
        .setOccurredAt(START.plusSeconds(n))
        .setSource("benchmark")
        .setStore(memory)
        .build();
  }

  /** One in twenty-five has an address or a number: more than in any conversation looked at. */
  private String text(int n) {
    StringBuilder text = new StringBuilder();
    int words = 12 + random.nextInt(30);
    for (int i = 0; i < words; i++) {
      text.append(WORDS.get(random.nextInt(WORDS.size()))).append(' ');
    }
    switch (n % 50) {
      case 3 -> text.append("write to ada").append(n).append("@example.com");
      case 27 -> text.append("call me on 020 7946 0958");
      default -> text.append("see you soon");
    }
    return text.toString();
  }
}
