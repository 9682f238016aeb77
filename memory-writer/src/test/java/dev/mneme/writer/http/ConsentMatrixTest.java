package dev.mneme.writer.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.writer.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every operation of every family with every kind of token, through the gate of the running writer:
 * 401, 403, or the success of exactly the cells that are permitted. What is permitted is written
 * down here once more, cell by cell, and not taken from the code.
 */
class ConsentMatrixTest {
  private static final String ACME = "acme";
  private static final String UMBRELLA = "umbrella";
  private static final String ADA = Sample.subject(1);
  private static final String BOB = Sample.subject(2);
  private static final String ID = "11111111-1111-4111-8111-111111111111";
  private static final List<String> FAMILIES = List.of("personal", "cohort", "population");

  /** By the segment of the path. */
  private static final List<String> OPERATIONS =
      List.of("store", "memories", "recall", "forget", "export", "reveal", "distill", "anything");

  /** The cells that are open at all: by family, the operations and their scopes. */
  private static final Map<String, Map<String, String>> PERMITTED =
      Map.of(
          "personal",
              Map.of(
                  "store", "personal:store",
                  "memories", "personal:edit",
                  "recall", "personal:recall",
                  "forget", "personal:forget",
                  "export", "personal:export",
                  "reveal", "personal:reveal"),
          "cohort", Map.of("store", "cohort:store", "distill", "cohort:distill"),
          "population", Map.of("distill", "population:distill"));

  /** What becomes of a permitted request here; the rest of them is the reader's. */
  private static final Map<String, Integer> HERE =
      Map.of(
          "personal:store", 201,
          "cohort:store", 201,
          "personal:edit", 200,
          "personal:forget", 200,
          // Permitted, and there is no key that opens what was sent.
          "personal:reveal", 404);

  private static RunningEdge edge;
  private static RunningEdge stranger;

  @BeforeAll
  static void start() {
    edge = RunningEdge.start(Map.of());
    stranger = RunningEdge.start(Map.of());
  }

  @AfterAll
  static void stop() {
    edge.close();
    stranger.close();
  }

  private enum Token {
    NONE,
    EMPTY,
    GARBAGE,
    STRANGERS,
    EXPIRED,
    WITHOUT_SCOPES,
    OTHER_OPERATION,
    OTHER_FAMILY,
    OPERATOR,
    AUDITOR,
    OTHER_SUBJECT,
    OTHER_SUBJECT_AND_ANY,
    OTHER_TENANT,
    OTHER_TENANT_AND_ANY,
    NO_SUBJECT,
    RIGHT,
    ANY_SUBJECT
  }

  private static String of(Token token, String scope, String otherOperation) {
    Instant longAgo = Instant.now().minus(Duration.ofHours(2));
    return switch (token) {
      case NONE -> null;
      case EMPTY -> "";
      case GARBAGE -> "no.token.atall";
      case STRANGERS -> stranger.token(ACME, ADA, scope);
      case EXPIRED -> edge.tokenOf(longAgo, ACME, ADA, scope);
      case WITHOUT_SCOPES -> edge.token(ACME, ADA);
      case OTHER_OPERATION -> edge.token(ACME, ADA, otherOperation);
      case OTHER_FAMILY -> edge.token(ACME, ADA, inOtherFamily(scope));
      case OPERATOR -> edge.token(ACME, ADA, "operator", "any_subject");
      case AUDITOR -> edge.token(ACME, ADA, "auditor", "any_subject");
      case OTHER_SUBJECT -> edge.token(ACME, BOB, scope);
      case OTHER_SUBJECT_AND_ANY -> edge.token(ACME, BOB, scope, "any_subject");
      case OTHER_TENANT -> edge.token(UMBRELLA, ADA, scope);
      case OTHER_TENANT_AND_ANY -> edge.token(UMBRELLA, null, scope, "any_subject");
      case NO_SUBJECT -> edge.token(ACME, null, scope);
      case RIGHT -> edge.token(ACME, ADA, scope);
      case ANY_SUBJECT -> edge.token(ACME, null, scope, "any_subject");
    };
  }

  private static int expected(Token token, String scope) {
    Integer here = scope == null ? null : HERE.get(scope);
    // Open, but the reader's: the gate lets it pass, and there is nothing behind it.
    boolean elsewhere = scope != null && here == null;
    int passed = scope == null ? 403 : here == null ? 404 : here;
    return switch (token) {
      case NONE, EMPTY, GARBAGE, STRANGERS, EXPIRED -> 401;
      case WITHOUT_SCOPES, OTHER_OPERATION, OTHER_FAMILY, OPERATOR, AUDITOR -> 403;
      case OTHER_SUBJECT, OTHER_SUBJECT_AND_ANY, OTHER_TENANT, OTHER_TENANT_AND_ANY, NO_SUBJECT ->
          elsewhere ? passed : 403;
      case RIGHT, ANY_SUBJECT -> passed;
    };
  }

  @Test
  void shouldOpenExactlyThePermittedCellsToExactlyTheRightTokens() throws Exception {
    List<String> wrong = new ArrayList<>();
    int opened = 0;
    for (String family : FAMILIES) {
      for (String operation : OPERATIONS) {
        String scope = PERMITTED.get(family).get(operation);
        String meant = scope == null ? family + ":" + operation : scope;
        for (Token token : Token.values()) {
          int status = call(family, operation, of(token, meant, another(family, meant)));
          int expected = expected(token, scope);
          opened += status / 100 == 2 ? 1 : 0;
          if (status != expected) {
            wrong.add("%s %s %s: %d, not %d".formatted(family, operation, token, status, expected));
          }
        }
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(opened).isEqualTo(4 * 2);
  }

  private static int call(String family, String operation, String token) throws Exception {
    String path = "/v1/" + family + "/" + operation;
    String about = "?tenant=" + ACME + "&subject=" + ADA;
    String fields = "\"tenant\":\"%s\",\"subject\":\"%s\"".formatted(ACME, ADA);
    return switch (operation) {
      case "recall", "export" -> status("GET", path + about, token, null);
      case "forget" -> status("DELETE", path + "/" + ID + about, token, null);
      case "memories" -> status("PATCH", path + "/" + ID, token, "{" + fields + ",\"text\":\"y\"}");
      case "reveal" ->
          status(
              "POST",
              path,
              token,
              "{" + fields + ",\"token\":\"[EMAIL:token:abcd]\",\"reason\":\"r\"}");
      default -> status("POST", path, token, "{" + fields + ",\"text\":\"x\"}");
    };
  }

  private static int status(String method, String path, String token, String body)
      throws Exception {
    return edge.send(method, path, token, body).statusCode();
  }

  private static String another(String family, String scope) {
    return PERMITTED.get(family).values().stream()
        .filter(other -> !other.equals(scope))
        .sorted()
        .findFirst()
        .orElse("personal:recall");
  }

  private static String inOtherFamily(String scope) {
    String operation = scope.substring(scope.indexOf(':') + 1);
    return scope.startsWith("cohort:") ? "population:" + operation : "cohort:" + operation;
  }
}
