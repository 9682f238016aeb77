package dev.mneme.stack.supervise;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What a supervisor tells the command that started it: one JSON object a line, the last one Ready
 * or Failed.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "report")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Report.Began.class, name = "began"),
  @JsonSubTypes.Type(value = Report.Done.class, name = "done"),
  @JsonSubTypes.Type(value = Report.CleanedUp.class, name = "cleaned_up"),
  @JsonSubTypes.Type(value = Report.Ready.class, name = "ready"),
  @JsonSubTypes.Type(value = Report.Failed.class, name = "failed")
})
public sealed interface Report {

  record Began(String step) implements Report {}

  record Done(String step, long millis) implements Report {}

  record CleanedUp(String what) implements Report {}

  record Ready(long pid, long millis) implements Report {}

  record Failed(String sentence) implements Report {}

  /** The word that lets the supervisor go on alone. */
  String DETACH = "detach";

  ObjectMapper JSON = new ObjectMapper();

  default String line() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report is plain data", e);
    }
  }

  static Report parse(String line) throws JsonProcessingException {
    return JSON.readValue(line, Report.class);
  }
}
