package dev.mneme.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.reader.recall.Memories;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every operation of every family with every kind of token, through the gate of the running reader:
 * 401, 403, or the success of exactly the cells that are permitted. What is permitted is written
 * down here once more, cell by cell, and not taken from the code.
 */
class ConsentMatrixTest {

  private static final String TENANT = Memories.TENANT;
  private static final String ADA = Memories.ADA;
  private static final String BOB = Memories.BOB;
  private static final String UMBRELLA = "umbrella";
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

  /** The rest of them is the writer's. */
  private static final Set<String> HERE =
      Set.of("personal:recall", "personal:export", "cohort:distill", "population:distill");

  private static final String[] EVERY_SCOPE = {
    "personal:store", "personal:edit", "personal:recall", "personal:forget", "personal:export",
    "personal:reveal", "personal:distill", "cohort:store", "cohort:recall", "cohort:forget",
    "cohort:export", "cohort:distill", "cohort:edit", "population:store", "population:recall",
    "population:forget", "population:export", "population:distill", "operator", "auditor",
    "internal", "any_subject"
  };

  @TempDir static Path home;
  @TempDir static Path elsewhere;
  private static RunningReader reader;
  private static RunningReader stranger;

  @BeforeAll
  static void start() throws Exception {
    reader = RunningReader.start(home, Map.of("mneme.reader.distill.population-floor", "100"));
    stranger = RunningReader.start(elsewhere, Map.of());
    for (int i = 0; i < 120; i++) {
      reader
          .records()
          .put(
              Memories.builder(i, "x")
                  .setSubject("%064x".formatted(i))
                  .setFamily("cohort")
                  .build());
    }
    reader.records().put(Memories.of(500, "Ada's"));
  }

  @AfterAll
  static void stop() {
    reader.close();
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
    ANY_SUBJECT,
    EVERYTHING
  }

  private static @Nullable String of(Token token, String scope, String otherOperation) {
    Instant longAgo = Instant.now().minus(Duration.ofHours(2));
    return switch (token) {
      case NONE -> null;
      case EMPTY -> "";
      case GARBAGE -> "no.token.atall";
      case STRANGERS -> stranger.token(TENANT, ADA, scope);
      case EXPIRED -> reader.tokenOf(longAgo, TENANT, ADA, scope);
      case WITHOUT_SCOPES -> reader.token(TENANT, ADA);
      case OTHER_OPERATION -> reader.token(TENANT, ADA, otherOperation);
      case OTHER_FAMILY -> reader.token(TENANT, ADA, inOtherFamily(scope));
      case OPERATOR -> reader.token(TENANT, ADA, "operator", "any_subject");
      case AUDITOR -> reader.token(TENANT, ADA, "auditor", "any_subject");
      case OTHER_SUBJECT -> reader.token(TENANT, BOB, scope);
      case OTHER_SUBJECT_AND_ANY -> reader.token(TENANT, BOB, scope, "any_subject");
      case OTHER_TENANT -> reader.token(UMBRELLA, ADA, scope);
      case OTHER_TENANT_AND_ANY -> reader.token(UMBRELLA, null, scope, "any_subject");
      case NO_SUBJECT -> reader.token(TENANT, null, scope);
      case RIGHT -> reader.token(TENANT, ADA, scope);
      case ANY_SUBJECT -> reader.token(TENANT, null, scope, "any_subject");
      case EVERYTHING -> reader.token(TENANT, ADA, EVERY_SCOPE);
    };
  }

  /** What is about many belongs to no one subject, so no token is for another one's. */
  private static int expected(Token token, @Nullable String scope) {
    boolean open = scope != null;
    boolean ofMany = open && scope.endsWith(":distill");
    int passed = !open ? 403 : HERE.contains(scope) ? 200 : 404;
    return switch (token) {
      case NONE, EMPTY, GARBAGE, STRANGERS, EXPIRED -> 401;
      case WITHOUT_SCOPES, OTHER_OPERATION, OTHER_FAMILY, OPERATOR, AUDITOR -> 403;
      // The writer says so itself; here there is nobody to say it.
      case OTHER_SUBJECT, OTHER_SUBJECT_AND_ANY, NO_SUBJECT ->
          ofMany || passed == 404 ? passed : 403;
      case OTHER_TENANT, OTHER_TENANT_AND_ANY -> passed == 404 ? passed : 403;
      case RIGHT, ANY_SUBJECT, EVERYTHING -> passed;
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
          opened += status == 200 ? 1 : 0;
          if (status != expected) {
            wrong.add("%s %s %s: %d, not %d".formatted(family, operation, token, status, expected));
          }
        }
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(opened).isEqualTo(2 * 3 + 2 * 6);
  }

  private static int call(String family, String operation, @Nullable String token)
      throws Exception {
    String path = "/v1/" + family + "/" + operation;
    String about = "?tenant=" + TENANT + "&subject=" + ADA;
    return switch (operation) {
      case "recall", "export" -> reader.send("GET", path + about, token, null).statusCode();
      case "forget" -> reader.send("DELETE", path + about, token, null).statusCode();
      default ->
          reader
              .send(
                  "POST",
                  path,
                  token,
                  "{\"tenant\":\"%s\",\"subject\":\"%s\",\"operation\":\"count\"}"
                      .formatted(TENANT, ADA))
              .statusCode();
    };
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
