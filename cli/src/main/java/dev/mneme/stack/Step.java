package dev.mneme.stack;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a start consists of, and what each step waits for. Steps that do not wait for one another go
 * at once.
 */
public enum Step {
  KAFKA(PartName.KAFKA, null),
  REGISTRY(PartName.REGISTRY, null),
  POSTGRES(PartName.POSTGRES, null),
  TOPICS(null, PartName.KAFKA),
  SCHEMAS(null, PartName.REGISTRY),
  AUDIT_SINK(PartName.AUDIT_SINK, null),
  GUARD(PartName.GUARD, null),
  WRITER(PartName.WRITER, null),
  READER(PartName.READER, null),
  READER_2(PartName.READER_2, null),
  READER_3(PartName.READER_3, null);

  private final @Nullable PartName part;
  private final @Nullable PartName of;

  /**
   * @param part the part that the step starts
   * @param of the part that the step fills, when it starts none
   */
  Step(@Nullable PartName part, @Nullable PartName of) {
    this.part = part;
    this.of = of;
  }

  /** The part that the step starts; none for what is done to a part. */
  public Optional<PartName> part() {
    return Optional.ofNullable(part);
  }

  public String label() {
    return part == null ? name().toLowerCase(Locale.ROOT) : part.label();
  }

  Set<Step> after() {
    return switch (this) {
      case KAFKA, REGISTRY, POSTGRES -> EnumSet.noneOf(Step.class);
      case TOPICS -> EnumSet.of(KAFKA);
      case SCHEMAS -> EnumSet.of(REGISTRY);
      case AUDIT_SINK, GUARD -> EnumSet.of(TOPICS, SCHEMAS);
      case WRITER, READER, READER_2, READER_3 -> EnumSet.of(TOPICS, SCHEMAS, POSTGRES);
    };
  }

  /** The steps that starting these parts takes. */
  static Set<Step> forParts(Set<PartName> parts) {
    Set<Step> steps = EnumSet.noneOf(Step.class);
    for (Step step : values()) {
      PartName needed = step.of == null ? step.part : step.of;
      if (needed != null && parts.contains(needed)) {
        steps.add(step);
      }
    }
    return steps;
  }
}
