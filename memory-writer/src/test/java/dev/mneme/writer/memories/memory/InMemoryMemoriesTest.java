package dev.mneme.writer.memories.memory;

import dev.mneme.writer.memories.Memories;
import dev.mneme.writer.memories.MemoriesContract;
import java.util.HashMap;
import java.util.Map;

class InMemoryMemoriesTest extends MemoriesContract {
  private final Map<String, Memories> subjects = new HashMap<>();

  @Override
  protected Memories of(String tenant, String subject) {
    return subjects.computeIfAbsent(tenant + "/" + subject, s -> new InMemoryMemories());
  }
}
