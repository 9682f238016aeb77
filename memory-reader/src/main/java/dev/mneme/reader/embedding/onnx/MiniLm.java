package dev.mneme.reader.embedding.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.mneme.reader.embedding.Embedder;
import dev.mneme.reader.embedding.EmbeddingFailure;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * all-MiniLM-L6-v2, quantised: the mean of the pieces' vectors, of length one.
 *
 * <p>One session for everybody. A call runs on the thread that makes it and on no other, and
 * nothing spins while it waits: a small machine has better uses for its cores.
 */
public final class MiniLm implements Embedder, AutoCloseable {

  private static final String MODEL = "all-minilm-l6-v2-q/1";
  private static final String WEIGHTS = "/all-minilm-l6-v2-q.onnx";
  private static final String TOKENIZER = "/all-minilm-l6-v2-q-tokenizer.json";
  private static final int DIMENSION = 384;

  /** As the model was trained; a longer text is told by its beginning. */
  private static final int MOST_PIECES = 256;

  private volatile @Nullable Loaded loaded;

  private record Loaded(
      OrtEnvironment environment, OrtSession session, Set<String> inputs, WordPieces pieces) {}

  /** Takes about half a second. */
  @Override
  public synchronized void prepare() throws EmbeddingFailure {
    if (loaded == null) {
      loaded = load();
    }
  }

  private static Loaded load() throws EmbeddingFailure {
    try (InputStream weights = resource(WEIGHTS);
        InputStream tokenizer = resource(TOKENIZER);
        OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      WordPieces pieces = WordPieces.read(tokenizer, MOST_PIECES);
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      options.addConfigEntry("session.inter_op.allow_spinning", "0");
      // An arena keeps the most it ever needed; these tensors are small and short-lived.
      options.setCPUArenaAllocator(false);
      OrtSession session = environment.createSession(weights.readAllBytes(), options);
      return new Loaded(environment, session, session.getInputNames(), pieces);
    } catch (IOException | OrtException | LinkageError e) {
      throw new EmbeddingFailure("the model could not be loaded: " + e.getClass().getName(), e);
    }
  }

  private static InputStream resource(String name) throws IOException {
    InputStream in = MiniLm.class.getResourceAsStream(name);
    if (in == null) {
      throw new IOException(name + " is not on the class path");
    }
    return in;
  }

  @Override
  public String model() {
    return MODEL;
  }

  @Override
  public int dimension() {
    return DIMENSION;
  }

  @Override
  public float[] embed(String text) throws EmbeddingFailure {
    Loaded model = loaded;
    if (model == null) {
      throw new EmbeddingFailure("the model is not loaded yet");
    }
    OrtEnvironment environment = model.environment();
    long[] ids = model.pieces().ids(text);
    long[] attention = new long[ids.length];
    java.util.Arrays.fill(attention, 1);
    try (OnnxTensor idsIn = OnnxTensor.createTensor(environment, new long[][] {ids});
        OnnxTensor attentionIn = OnnxTensor.createTensor(environment, new long[][] {attention});
        OnnxTensor typesIn =
            OnnxTensor.createTensor(environment, new long[][] {new long[ids.length]})) {
      Map<String, OnnxTensor> given = new HashMap<>();
      given.put("input_ids", idsIn);
      given.put("attention_mask", attentionIn);
      if (model.inputs().contains("token_type_ids")) {
        given.put("token_type_ids", typesIn);
      }
      try (OrtSession.Result result = model.session().run(given)) {
        return normalized(mean(((float[][][]) result.get(0).getValue())[0]));
      }
    } catch (OrtException e) {
      throw new EmbeddingFailure("the model failed: " + e.getCode(), e);
    }
  }

  private static float[] mean(float[][] vectors) {
    float[] mean = new float[DIMENSION];
    for (float[] vector : vectors) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += vector[i] / vectors.length;
      }
    }
    return mean;
  }

  private static float[] normalized(float[] vector) {
    double squares = 0;
    for (float component : vector) {
      squares += (double) component * component;
    }
    float length = (float) Math.sqrt(squares);
    if (length > 0) {
      for (int i = 0; i < vector.length; i++) {
        vector[i] /= length;
      }
    }
    return vector;
  }

  @Override
  public synchronized void close() throws OrtException {
    Loaded model = loaded;
    loaded = null;
    if (model != null) {
      model.session().close();
    }
  }
}
