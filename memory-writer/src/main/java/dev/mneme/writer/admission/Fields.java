package dev.mneme.writer.admission;

import dev.mneme.writer.admission.Verdict.Refused;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rules that fields of several operations share.
 *
 * @param of path of the operation's field, such as {@code store}
 */
record Fields(String of, Limits limits) {

  Optional<Refused> name(String field, @Nullable String value) {
    return atMost(field, value, limits.name());
  }

  /**
   * @param plural what the known values are called
   */
  Optional<Refused> oneOf(String field, Set<String> known, String plural, String value) {
    return known.contains(value)
        ? Optional.empty()
        : refused(field, "is none of the known " + plural);
  }

  Optional<Refused> text(String value) {
    return value.isBlank() ? refused("text", "is empty") : atMost("text", value, limits.text());
  }

  /** NaN is neither above 0 nor below 1. */
  Optional<Refused> confidence(double value) {
    return value >= 0 && value <= 1
        ? Optional.empty()
        : refused("confidence", "is not a number from 0 to 1");
  }

  /** A longer time than the service's bound is no error: the bound holds. */
  Optional<Refused> seconds(String field, @Nullable Long value) {
    return value == null || value > 0 ? Optional.empty() : refused(field, "is not positive");
  }

  Optional<Refused> list(String field, List<String> values, int most) {
    if (values.size() > most) {
      return refused(field, "has more than " + most + " entries");
    }
    for (int i = 0; i < values.size(); i++) {
      Optional<Refused> wrong = atMost(field + "[" + i + "]", values.get(i), limits.name());
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    return Optional.empty();
  }

  /** Keys are the publisher's own words, so a refusal does not repeat them. */
  Optional<Refused> metadata(Map<String, String> metadata) {
    if (metadata.size() > limits.metadataEntries()) {
      return refused("metadata", "has more than " + limits.metadataEntries() + " entries");
    }
    for (Map.Entry<String, String> entry : metadata.entrySet()) {
      Optional<Refused> key = atMost("metadata key", entry.getKey(), limits.metadataKey());
      if (key.isPresent()) {
        return key;
      }
      Optional<Refused> value = atMost("metadata value", entry.getValue(), limits.metadataValue());
      if (value.isPresent()) {
        return value;
      }
    }
    return Optional.empty();
  }

  Optional<Refused> data(@Nullable String data) {
    if (data == null) {
      return Optional.empty();
    }
    if (data.length() > limits.data()) {
      return atMost("data", data, limits.data());
    }
    return JsonObjects.problem(data, limits.dataDepth())
        .flatMap(problem -> refused("data", problem));
  }

  Optional<Refused> refused(String field, String problem) {
    return Optional.of(new Refused(of.isEmpty() ? field : of + "." + field, problem));
  }

  private Optional<Refused> atMost(String field, @Nullable String value, int most) {
    return value == null || value.length() <= most
        ? Optional.empty()
        : refused(field, "is longer than " + most + " characters");
  }

  @SafeVarargs
  static Optional<Refused> first(Optional<Refused>... findings) {
    for (Optional<Refused> finding : findings) {
      if (finding.isPresent()) {
        return finding;
      }
    }
    return Optional.empty();
  }
}
