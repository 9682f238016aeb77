package dev.mneme.reader.concepts;

import dev.mneme.events.ConceptBinding;
import dev.mneme.events.MemoryConcept;
import java.nio.ByteBuffer;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A concept as it stands on its topic, there and back. */
public final class ConceptRecord {

  private ConceptRecord() {}

  public static MemoryConcept of(Concept concept) {
    ByteBuffer sum = ByteBuffer.allocate(concept.sum().length * Float.BYTES);
    sum.asFloatBuffer().put(concept.sum());
    return MemoryConcept.newBuilder()
        .setConceptId(concept.id())
        .setModel(concept.model())
        .setDimension(concept.sum().length)
        .setSum(sum)
        .setCoherence(concept.coherence())
        .setLabel(concept.label())
        .setTerms(new HashMap<>(concept.terms()))
        .setBindings(
            concept.bindings().stream()
                .map(
                    each -> new ConceptBinding(each.episode(), each.fingerprint(), each.strength()))
                .toList())
        .setFormedAt(concept.formedAt().truncatedTo(ChronoUnit.MILLIS))
        .setUsedAt(concept.usedAt().truncatedTo(ChronoUnit.MILLIS))
        .setCycles(concept.cycles())
        .build();
  }

  /**
   * @throws IllegalArgumentException when it is none that can be, naming what is wrong
   */
  public static Concept read(MemoryConcept concept) {
    ByteBuffer bytes = concept.getSum().duplicate();
    if (bytes.remaining() != concept.getDimension() * Float.BYTES) {
      throw new IllegalArgumentException("the sum has not as many components as it should");
    }
    float[] sum = new float[concept.getDimension()];
    bytes.asFloatBuffer().get(sum);
    List<Binding> bindings =
        concept.getBindings().stream()
            .map(each -> new Binding(each.getEpisodeId(), each.getTextHash(), each.getStrength()))
            .toList();
    Concept read =
        new Concept(
            concept.getConceptId(),
            concept.getModel(),
            sum,
            concept.getLabel(),
            Map.copyOf(concept.getTerms()),
            bindings,
            concept.getFormedAt(),
            concept.getUsedAt(),
            concept.getCycles());
    // What is said twice and does not agree was damaged on its way.
    if (!(Math.abs(read.coherence() - concept.getCoherence()) < 0.001)) {
      throw new IllegalArgumentException("the coherence is not that of the sum and the bindings");
    }
    return read;
  }
}
