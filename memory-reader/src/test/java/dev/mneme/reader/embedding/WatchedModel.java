package dev.mneme.reader.embedding;

import ai.onnxruntime.OrtException;
import dev.mneme.reader.embedding.onnx.MiniLm;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The real model, which can be made to hang or fail, and remembers what it was asked. */
public final class WatchedModel implements Embedder, AutoCloseable {

  private final MiniLm model = new MiniLm();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile Duration hang = Duration.ZERO;
  private volatile boolean failing;

  public void hangFor(Duration time) {
    hang = time;
  }

  public void fail(boolean now) {
    failing = now;
  }

  /** Every text, in order. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  @Override
  public String model() {
    return model.model();
  }

  @Override
  public int dimension() {
    return model.dimension();
  }

  @Override
  public void prepare() throws EmbeddingFailure {
    model.prepare();
  }

  @Override
  public float[] embed(String text) throws EmbeddingFailure {
    asked.add(text);
    if (failing) {
      throw new EmbeddingFailure("made to fail");
    }
    try {
      Thread.sleep(hang);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddingFailure("interrupted", e);
    }
    return model.embed(text);
  }

  @Override
  public void close() throws OrtException {
    model.close();
  }
}
