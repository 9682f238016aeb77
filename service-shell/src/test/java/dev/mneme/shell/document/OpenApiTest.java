package dev.mneme.shell.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OpenApiTest {

  private static final Route STORE = new Route("POST", "/v1/personal/store");
  private static final Route TILE = new Route("GET", "/v1/ledger/tile/{+path}");
  private static final Route LIVE = new Route("GET", "/health/live");

  @Test
  void shouldSayWhatTheGateAsksAndEveryErrorThatComesOfIt() throws Exception {
    JsonNode store = document(STORE).at("/paths/~1v1~1personal~1store/post");

    assertThat(store.at("/x-scopes-any/0").asText()).isEqualTo("personal:store");
    assertThat(store.at("/security/0/bearer").isArray()).isTrue();
    assertThat(store.path("responses").fieldNames())
        .toIterable()
        .contains("201", "400", "401", "403", "409", "413", "429", "500", "503");
    assertThat(store.at("/responses/503/description").asText()).isEqualTo("its own");
  }

  @Test
  void shouldAskNothingWhereTheGateAsksNothing() throws Exception {
    JsonNode live = document(LIVE).at("/paths/~1health~1live/get");

    assertThat(live.path("security")).isEmpty();
    assertThat(live.path("security").isArray()).isTrue();
    assertThat(live.path("responses").fieldNames()).toIterable().containsExactly("200", "500");
  }

  @Test
  void shouldLeaveOutWhatThisInstanceDoesNotAnswer() throws Exception {
    assertThat(document(STORE).path("paths").fieldNames())
        .toIterable()
        .containsExactly("/v1/personal/store");
  }

  @Test
  void shouldKnowAPathWhateverTheFormOfItsVariables() throws Exception {
    assertThat(document(TILE).path("paths").has("/v1/ledger/tile/{path}")).isTrue();
  }

  @Test
  void shouldGiveEachOperationANameOfItsOwn() throws Exception {
    assertThat(document(STORE, TILE, LIVE).findValuesAsText("operationId")).doesNotHaveDuplicates();
  }

  @Test
  void shouldNotDescribeAServiceWithARouteThatNobodyDescribed() {
    assertThatIllegalStateException()
        .isThrownBy(() -> document(new Route("GET", "/v1/secret")))
        .withMessageContaining("GET /v1/secret");
  }

  private static JsonNode document(Route... routes) throws Exception {
    ObjectMapper json = new ObjectMapper();
    JsonNode own =
        json.readTree(
            """
            {"paths": {
              "/v1/personal/store": {"post": {"operationId": "one", "responses": {
                "201": {"description": "stored"}, "503": {"description": "its own"}}}},
              "/v1/ledger/tile/{path}": {"get": {"operationId": "one", "responses": {}}}}}
            """);
    JsonNode shell =
        json.readTree(
            """
            {"paths": {"/health/live": {"get": {"operationId": "one", "responses": {
              "200": {"description": "up"}}}}}}
            """);
    return new OpenApi(List.of(own, shell)).of("a-service", Set.of(routes));
  }
}
