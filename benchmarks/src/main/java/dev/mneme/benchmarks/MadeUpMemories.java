package dev.mneme.benchmarks;

import dev.mneme.events.MemoryEmbedding;
import dev.mneme.events.MemoryEvent;
import dev.mneme.events.MemoryRecord;
import dev.mneme.events.SourcePosition;
import dev.mneme.reader.embedding.EmbeddedText;
import dev.mneme.reader.embedding.Embedder;
import dev.mneme.reader.embedding.QuantizedVector;
import dev.mneme.reader.recall.RecallFilter;
import dev.mneme.reader.recall.RecallQuery;
import dev.mneme.topics.RecordKey;
import dev.mneme.topics.Topics;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/**
 * Memories of many subjects, their vectors, and questions in the words of the same conversations.
 * The vectors are random, as their values cost nothing.
 */
final class MadeUpMemories {

  private static final int TURNS_OF_A_SESSION = 20;
  private static final int WORDS_OF_A_QUESTION = 8;

  private final int subjects;
  private final Random random = new Random(7);
  private final Conversation conversation = new Conversation(1);
  private int next;

  MadeUpMemories(int subjects) {
    this.subjects = subjects;
  }

  MemoryRecord next() {
    int n = next++;
    MemoryEvent event = conversation.next(n);
    return MemoryRecord.newBuilder()
        .setMemoryId(event.getEventId())
        .setTenant(event.getTenant())
        .setSubject(subject(n))
        .setType(event.getStore().getType())
        .setText(event.getStore().getText())
        .setSpeaker(event.getStore().getSpeaker())
        .setConversation("talk")
        .setSession(Integer.toString(n / subjects / TURNS_OF_A_SESSION))
        .setMetadata(event.getStore().getMetadata())
        .setOccurredAt(event.getOccurredAt())
        .setCreatedAt(event.getOccurredAt())
        .setPolicyVersion("benchmark")
        .setSourceEventId(event.getEventId())
        .setSource(new SourcePosition(Topics.EVENTS.name(), 0, (long) n))
        .build();
  }

  static String key(MemoryRecord memory) {
    return new RecordKey(memory.getTenant(), memory.getSubject(), memory.getMemoryId()).key();
  }

  MemoryEmbedding embedding(MemoryRecord memory, Embedder model, int dimension) {
    float[] vector = new float[dimension];
    double squares = 0;
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) random.nextGaussian();
      squares += (double) vector[i] * vector[i];
    }
    for (int i = 0; i < vector.length; i++) {
      vector[i] /= (float) Math.sqrt(squares);
    }
    QuantizedVector quantized = QuantizedVector.of(vector);
    EmbeddedText text = EmbeddedText.of(memory.getSpeaker(), memory.getText());
    return MemoryEmbedding.newBuilder()
        .setMemoryId(memory.getMemoryId())
        .setModel(model.model())
        .setTextHash(ByteBuffer.wrap(text.hash()))
        .setDimension(vector.length)
        .setVector(ByteBuffer.wrap(quantized.components()))
        .setScale(quantized.scale())
        .setComputedAt(memory.getCreatedAt())
        .build();
  }

  String subject(int n) {
    return "hs_" + "%043d".formatted(n % subjects);
  }

  RecallQuery.InWords query(String words, int subject, int limit) {
    return new RecallQuery.InWords("default", subject(subject), words, RecallFilter.NONE, limit);
  }

  /** So many questions; another seed gives others. */
  static String[] questions(int count, int seed) {
    Conversation asked = new Conversation(1_000 + seed);
    String[] questions = new String[count];
    for (int n = 0; n < count; n++) {
      String[] said = asked.next(n).getStore().getText().split(" ");
      questions[n] =
          String.join(" ", Arrays.copyOf(said, Math.min(WORDS_OF_A_QUESTION, said.length))) + "?";
    }
    return questions;
  }
}
