package dev.mneme.reader.embedding.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.mneme.reader.embedding.EmbeddingFailure;
import dev.mneme.reader.embedding.QuantizedVector;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MiniLmTest {

  private static final MiniLm MODEL = new MiniLm();

  @BeforeAll
  static void load() throws Exception {
    MODEL.prepare();
  }

  @AfterAll
  static void close() throws Exception {
    MODEL.close();
  }

  @Test
  void shouldSayThatItIsNotLoaded() {
    assertThatThrownBy(() -> new MiniLm().embed("tea"))
        .isInstanceOf(EmbeddingFailure.class)
        .hasMessageContaining("not loaded");
  }

  @Test
  void shouldGiveAVectorOfLengthOneToAnyText() throws Exception {
    for (String text : List.of("tea", "", "😀 ❤", "\0", "a b ".repeat(5_000))) {
      float[] vector = MODEL.embed(text);
      double squares = 0;
      for (float component : vector) {
        squares += component * component;
      }
      assertThat(vector).hasSize(MODEL.dimension());
      assertThat(squares).isCloseTo(1, within(1e-4));
    }
  }

  @Test
  void shouldPutWhatMeansTheSameNearer() throws Exception {
    float[] dog = MODEL.embed("Caroline: I adopted a puppy last week");

    assertThat(cosine(dog, MODEL.embed("Who got a new dog?")))
        .isGreaterThan(cosine(dog, MODEL.embed("When was the tax return due?")) + 0.2);
  }

  @Test
  void shouldLoseLittleByAByteForEachComponent() throws Exception {
    float[] one = MODEL.embed("Ada moved to Lisbon");
    float[] other = MODEL.embed("Where does Ada live?");
    QuantizedVector small = QuantizedVector.of(one);

    assertThat(small.cosine(other)).isCloseTo(cosine(one, other), within(0.01));
    assertThat(small.cosine(QuantizedVector.of(other))).isCloseTo(cosine(one, other), within(0.01));
    assertThat(small.cosine(one)).isCloseTo(1, within(0.01));
  }

  @Test
  void shouldGiveTheSameVectorToManyAtOnce() throws Exception {
    float[] alone = MODEL.embed("tea with milk");

    List<CompletableFuture<float[]>> together =
        java.util.stream.IntStream.range(0, 32)
            .mapToObj(
                _ ->
                    CompletableFuture.supplyAsync(
                        () -> {
                          try {
                            return MODEL.embed("tea with milk");
                          } catch (EmbeddingFailure e) {
                            throw new IllegalStateException(e);
                          }
                        }))
            .toList();

    for (CompletableFuture<float[]> each : together) {
      assertThat(each.get()).containsExactly(alone);
    }
  }

  private static double cosine(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }
}
