package dev.mneme.reader.http;

import dev.mneme.follower.reach.ConsistencyToken;
import dev.mneme.reader.consistency.Consistency;
import dev.mneme.reader.consistency.Demand;
import dev.mneme.reader.consistency.ForeignTokenException;
import dev.mneme.reader.recall.RecallQuery;
import dev.mneme.shell.http.ApiProblem;
import dev.mneme.shell.http.ErrorCode;
import dev.mneme.topics.SubjectPartition;
import dev.mneme.topics.Topics;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the consistency token of a request, from its parameter or its header. */
@Singleton
final class OwnWrites {

  static final String FIELD = "consistency_token";
  static final String HEADER = "X-Consistency-Token";

  private final Consistency consistency;

  OwnWrites(Consistency consistency) {
    this.consistency = consistency;
  }

  /**
   * @param parameter as the query or the body has it
   * @throws ApiProblem 400 when it is no token, or one of another subject or another log
   */
  Demand demand(HttpRequest<?> request, @Nullable String parameter, RecallQuery query) {
    String given = given(request.getHeaders().get(HEADER), parameter);
    if (given == null) {
      return Demand.NONE;
    }
    ConsistencyToken token =
        ConsistencyToken.parse(given)
            .orElseThrow(() -> wrong("is no token that a write was answered with"));
    if (token.partition() != SubjectPartition.of(query.subject(), Topics.EVENTS.partitions())) {
      throw wrong("is of a write for another subject");
    }
    try {
      return consistency.of(token);
    } catch (ForeignTokenException e) {
      throw wrong("is of another log: no write here was answered with it");
    }
  }

  private static @Nullable String given(@Nullable String header, @Nullable String parameter) {
    if (header == null || header.isBlank()) {
      return parameter == null || parameter.isBlank() ? null : parameter.strip();
    }
    if (parameter != null && !parameter.isBlank() && !parameter.strip().equals(header.strip())) {
      throw wrong("differs from the header " + HEADER);
    }
    return header.strip();
  }

  private static ApiProblem wrong(String what) {
    return ApiProblem.of(ErrorCode.VALIDATION_ERROR, FIELD + " " + what, Map.of("field", FIELD));
  }
}
