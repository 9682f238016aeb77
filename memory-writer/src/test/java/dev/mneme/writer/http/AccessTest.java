package dev.mneme.writer.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.writer.Sample;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may do what: every endpoint with every kind of token. */
class AccessTest {
  private static final String ACME = "acme";
  private static final String ADA = Sample.subject(1);
  private static final String BOB = Sample.subject(2);
  private static final UUID ID = UUID.fromString("11111111-1111-4111-8111-111111111111");
  private static RunningEdge edge;

  /** A request that would succeed for Ada of acme. */
  private record Endpoint(String scope, String method, String path, String body) {
    Endpoint {
      path = path.replace("{id}", ID.toString());
    }
  }

  private static final List<Endpoint> ENDPOINTS =
      List.of(
          new Endpoint(
              "personal:store", "POST", "/v1/personal/store", about(ADA, "\"text\":\"x\"")),
          new Endpoint("cohort:store", "POST", "/v1/cohort/store", about(ADA, "\"text\":\"x\"")),
          new Endpoint(
              "personal:edit", "PATCH", "/v1/personal/memories/{id}", about(ADA, "\"text\":\"y\"")),
          new Endpoint(
              "personal:edit",
              "POST",
              "/v1/personal/memories/{id}/promote",
              about(ADA, "\"reason\":\"r\"")),
          new Endpoint(
              "personal:edit",
              "POST",
              "/v1/personal/memories/{id}/deprecate",
              about(ADA, "\"reason\":\"r\"")),
          new Endpoint(
              "personal:edit",
              "POST",
              "/v1/personal/memories/{id}/merge",
              about(
                  ADA,
                  "\"source_id\":\"%s\",\"strategy\":\"combine\"".formatted(UUID.randomUUID()))),
          new Endpoint(
              "personal:forget",
              "DELETE",
              "/v1/personal/forget/{id}?tenant=acme&subject=" + ADA,
              null),
          new Endpoint(
              "personal:forget",
              "DELETE",
              "/v1/personal/forget?session=s&tenant=acme&subject=" + ADA,
              null),
          new Endpoint(
              "personal:forget", "DELETE", "/v1/personal/forget?tenant=acme&subject=" + ADA, null));

  private static final List<String> SCOPES =
      List.of(
          "personal:store",
          "personal:edit",
          "personal:recall",
          "personal:forget",
          "personal:export",
          "personal:reveal",
          "personal:distill",
          "cohort:store",
          "cohort:recall",
          "cohort:forget",
          "cohort:distill",
          "population:store",
          "population:distill",
          "operator",
          "auditor",
          "internal",
          "any_subject");

  @BeforeAll
  static void start() {
    edge = RunningEdge.start(Map.of());
  }

  @AfterAll
  static void stop() {
    edge.close();
  }

  @Test
  void shouldLetExactlyTheOneScopeOfAnEndpointPass() throws Exception {
    List<String> wrong = new ArrayList<>();
    for (Endpoint endpoint : ENDPOINTS) {
      for (String scope : SCOPES) {
        int status = call(endpoint, edge.token(ACME, ADA, scope));
        int expected = scope.equals(endpoint.scope()) ? 200 : 403;
        if (expected == 200 ? status / 100 != 2 : status != 403) {
          wrong.add(endpoint.method() + " " + endpoint.path() + " " + scope + " " + status);
        }
      }
    }

    assertThat(wrong).isEmpty();
  }

  @Test
  void shouldOpenOnlyTheSubjectAndTheTenantOfTheToken() throws Exception {
    for (Endpoint endpoint : ENDPOINTS) {
      String scope = endpoint.scope();
      assertThat(call(endpoint, edge.token(ACME, BOB, scope))).isEqualTo(403);
      assertThat(call(endpoint, edge.token(ACME, BOB, scope, "any_subject"))).isEqualTo(403);
      assertThat(call(endpoint, edge.token("umbrella", ADA, scope))).isEqualTo(403);
      assertThat(call(endpoint, edge.token("umbrella", null, scope, "any_subject"))).isEqualTo(403);
      assertThat(call(endpoint, edge.token(ACME, null, scope))).isEqualTo(403);
      assertThat(call(endpoint, edge.token(ACME, null, scope, "any_subject"))).isLessThan(300);
    }
  }

  @Test
  void shouldNotPassWithoutAGoodToken() throws Exception {
    RunningEdge stranger = RunningEdge.start(Map.of());
    stranger.close();
    for (Endpoint endpoint : ENDPOINTS) {
      assertThat(call(endpoint, null)).isEqualTo(401);
      assertThat(call(endpoint, "")).isEqualTo(401);
      assertThat(call(endpoint, "no.token.atall")).isEqualTo(401);
      assertThat(call(endpoint, stranger.token(ACME, ADA, endpoint.scope()))).isEqualTo(401);
    }
    HttpResponse<String> response = edge.send("POST", "/v1/personal/store", null, "{}");
    assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    assertThat(response.body())
        .contains(
            "\"code\":\"UNAUTHORIZED\"", "\"trace_id\":\"", "\"path\":\"/v1/personal/store\"");
  }

  @Test
  void shouldPermitNothingElseWhateverTheToken() throws Exception {
    String[] all = SCOPES.toArray(String[]::new);
    for (String path :
        new String[] {
          "/v1/cohort/recall",
          "/v1/cohort/forget/" + ID,
          "/v1/cohort/memories/" + ID,
          "/v1/cohort/export",
          "/v1/population/store",
          "/v1/population/recall",
          "/v1/population/forget",
          "/v1/personal/distill",
          "/v1/personal/anything",
          "/v1/personal"
        }) {
      for (String method : List.of("GET", "POST", "DELETE")) {
        assertThat(edge.send(method, path, edge.token(ACME, ADA, all), null).statusCode())
            .as(method + " " + path)
            .isEqualTo(403);
        assertThat(edge.send(method, path, null, null).statusCode()).isEqualTo(401);
      }
    }
  }

  @Test
  void shouldNotBeFooledByAnotherSpellingOfAPath() throws Exception {
    String auditor = edge.token(ACME, ADA, "operator", "auditor", "any_subject");
    for (String path :
        new String[] {
          "/v1/%70ersonal/store", "//v1/personal/store", "/v1//personal/store",
          "/v1/personal/store/", "/v1/./personal/store", "/V1/personal/store",
          "/v1/personal;x=1/store", "/health/../v1/personal/store"
        }) {
      int status =
          edge.send("POST", path, auditor, about(ADA, "\"text\":\"sneaked in\"")).statusCode();
      assertThat(status).as(path).isIn(400, 403, 404);
      assertThat(edge.send("POST", path, null, about(ADA, "\"text\":\"sneaked in\"")).statusCode())
          .as(path)
          .isIn(400, 401, 404);
    }
    assertThat(edge.bean(InMemoryEventLog.class).events())
        .noneMatch(e -> e.getStore() != null && e.getStore().getText().equals("sneaked in"));
  }

  @Test
  void shouldTakeTenantAndSubjectOfTheTokenWhereTheRequestNamesNone() throws Exception {
    HttpResponse<String> response =
        edge.send(
            "POST",
            "/v1/personal/store",
            edge.token("umbrella", BOB, "personal:store"),
            "{\"text\":\"mine\"}");

    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(edge.bean(InMemoryEventLog.class).events())
        .anySatisfy(
            event -> {
              assertThat(event.getTenant()).isEqualTo("umbrella");
              assertThat(event.getSubject()).isEqualTo(BOB);
              assertThat(event.getActor()).isEqualTo("test");
            });
  }

  @Test
  void shouldLeaveHealthOpenAndCloseWhatIsUnknown() throws Exception {
    assertThat(edge.send("GET", "/health/live", null, null).statusCode()).isEqualTo(200);
    assertThat(edge.send("GET", "/nowhere", null, null).statusCode()).isEqualTo(401);
    assertThat(edge.send("GET", "/nowhere", edge.token(ACME, ADA, "operator"), null).statusCode())
        .isEqualTo(404);
  }

  private static int call(Endpoint endpoint, String token) throws Exception {
    return edge.send(endpoint.method(), endpoint.path(), token, endpoint.body()).statusCode();
  }

  private static String about(String subject, String fields) {
    return "{\"tenant\":\"acme\",\"subject\":\"%s\",%s}".formatted(subject, fields);
  }
}
