package dev.mneme.writer.memories.memory;

import dev.mneme.events.MemoryRecord;
import dev.mneme.writer.memories.Change;
import dev.mneme.writer.memories.Content;
import dev.mneme.writer.memories.Memories;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

/** The memories of one subject in maps. */
public final class InMemoryMemories implements Memories {
  private final Map<UUID, MemoryRecord> memories = new TreeMap<>();
  private final Map<String, Content> contents = new TreeMap<>();

  public List<MemoryRecord> all() {
    return List.copyOf(memories.values());
  }

  public Map<String, Content> contents() {
    return Map.copyOf(contents);
  }

  @Override
  public Optional<MemoryRecord> memory(UUID id) {
    return Optional.ofNullable(memories.get(id));
  }

  @Override
  public Optional<Content> content(String hash) {
    return Optional.ofNullable(contents.get(hash));
  }

  @Override
  public void eachMemory(Consumer<MemoryRecord> visitor) {
    memories.values().forEach(visitor);
  }

  @Override
  public void eachId(Consumer<UUID> visitor) {
    memories.keySet().forEach(visitor);
  }

  @Override
  public void apply(Change change) {
    switch (change) {
      case Change.Keep(MemoryRecord record) -> memories.put(record.getMemoryId(), record);
      case Change.Drop(UUID id) -> memories.remove(id);
      case Change.Mark(String hash, Content content) -> contents.put(hash, content);
      case Change.Free(String hash) -> contents.remove(hash);
      case Change.Release(Set<UUID> of, Change.Afterwards afterwards) ->
          Map.copyOf(contents)
              .forEach(
                  (hash, content) -> {
                    if (Change.concerns(content, of)) {
                      afterwards
                          .instead(content)
                          .ifPresentOrElse(
                              next -> contents.put(hash, next), () -> contents.remove(hash));
                    }
                  });
    }
  }
}
