package dev.mneme.cli.eval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Questions in a file, a JSON object a line: {@code conv}, {@code qid}, {@code question}, {@code
 * category} and {@code evidence}, the names of turns.
 *
 * @param malformed lines that are no question
 * @param withoutEvidence lines that say no turn that answers them, although there should be one
 */
public record LabelledQuestions(
    List<LabelledQuestion> questions, int malformed, int withoutEvidence) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern BETWEEN = Pattern.compile("[;,\\s]+");

  public static LabelledQuestions read(Path file) throws IOException {
    List<LabelledQuestion> questions = new ArrayList<>();
    int malformed = 0;
    int withoutEvidence = 0;
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isBlank()) {
          continue;
        }
        Optional<LabelledQuestion> question = parse(line);
        if (question.isEmpty()) {
          malformed++;
        } else if (question.get().isAnswerable() && question.get().evidence().isEmpty()) {
          withoutEvidence++;
        } else {
          questions.add(question.get());
        }
      }
    }
    return new LabelledQuestions(questions, malformed, withoutEvidence);
  }

  private static Optional<LabelledQuestion> parse(String line) {
    JsonNode node;
    try {
      node = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
    String question = node.path("question").asText("");
    String conversation = node.path("conv").asText("");
    if (question.isBlank() || conversation.isBlank() || !node.path("category").canConvertToInt()) {
      return Optional.empty();
    }
    return Optional.of(
        new LabelledQuestion(
            conversation,
            node.path("qid").asText(""),
            question,
            node.path("category").asInt(),
            evidence(node.path("evidence"))));
  }

  /** Some name several turns in one string. */
  private static Set<String> evidence(JsonNode listed) {
    Set<String> turns = new LinkedHashSet<>();
    for (JsonNode each : listed) {
      BETWEEN.splitAsStream(each.asText("")).filter(turn -> !turn.isEmpty()).forEach(turns::add);
    }
    return turns;
  }
}
