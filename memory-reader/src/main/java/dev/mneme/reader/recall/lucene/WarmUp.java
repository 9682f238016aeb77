package dev.mneme.reader.recall.lucene;

import dev.mneme.events.MemoryRecord;
import dev.mneme.events.SourcePosition;
import dev.mneme.reader.recall.LayerFailure;
import dev.mneme.reader.recall.RecallFilter;
import dev.mneme.reader.recall.RecallQuery;
import dev.mneme.reader.recall.ranking.RankingPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.lucene.util.IOUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Searches a scratch index a few times. The first search of a process loads hundreds of classes,
 * which can take longer than a recall's budget, and would count as a failure of a healthy layer. No
 * layer is read by it.
 */
public final class WarmUp {

  private static final Logger log = LoggerFactory.getLogger(WarmUp.class);
  private static final int ROUNDS = 20;
  private static final Trust TRUST = new Trust(() -> Instant.EPOCH, Duration.ofDays(1));
  private static final String TENANT = "warm-up";
  private static final String SUBJECT = "0".repeat(64);
  private static final Duration PLENTY = Duration.ofSeconds(10);
  private static final List<RecallQuery> QUESTIONS =
      List.of(
          new RecallQuery.InWords(TENANT, SUBJECT, "warming words", RecallFilter.NONE, 10),
          new RecallQuery.Latest(TENANT, SUBJECT, RecallFilter.NONE, 10));

  private WarmUp() {}

  /**
   * @param folder a folder of this instance's own; a scratch folder in it comes and goes
   */
  public static void run(Path folder) throws IOException {
    Path scratch = Files.createTempDirectory(Files.createDirectories(folder), "warm-up-");
    long start = System.nanoTime();
    Words words = new Words();
    MemorySearch search = new MemorySearch(words, RankingPolicy.DEFAULT, Optional.empty());
    try (PartitionIndex index = PartitionIndex.open(scratch, IndexEntry.format(words), TRUST)) {
      for (int i = 0; i < ROUNDS; i++) {
        MemoryRecord memory = memory(i);
        String key = TENANT + "/" + SUBJECT + "/" + memory.getMemoryId();
        index.put(key, IndexEntry.of(key, memory, words));
        index.refresh();
        for (RecallQuery question : QUESTIONS) {
          search.answer(index, Optional.empty(), question, PLENTY);
        }
      }
    } catch (LayerFailure e) {
      log.warn("warming up took too long to go on", e);
    } finally {
      IOUtils.rm(scratch);
    }
    log.info("warmed up tookMs={}", Duration.ofNanos(System.nanoTime() - start).toMillis());
  }

  private static MemoryRecord memory(int number) {
    return MemoryRecord.newBuilder()
        .setMemoryId(new UUID(0, number))
        .setTenant(TENANT)
        .setSubject(SUBJECT)
        .setType("episode")
        .setText("Some warm words, number " + number)
        .setSpeaker("nobody")
        .setTags(List.of("warm"))
        .setMetadata(Map.of("number", Integer.toString(number)))
        .setRedactions(Map.of())
        .setOccurredAt(Instant.EPOCH)
        .setCreatedAt(Instant.EPOCH)
        .setPolicyVersion("none")
        .setSourceEventId(new UUID(1, number))
        .setSource(new SourcePosition("none", 0, 0L))
        .build();
  }
}
