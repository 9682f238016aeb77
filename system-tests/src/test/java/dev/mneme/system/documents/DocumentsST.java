package dev.mneme.system.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Stack;
import dev.mneme.stack.StackListener;
import dev.mneme.system.TestStack;
import dev.mneme.system.operator.MnemeCommand;
import dev.mneme.topics.Topic;
import dev.mneme.topics.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The documents of the interfaces against the suite that runs: every route is documented, every
 * operation that is documented answers as its document says, and every topic is what AsyncAPI says.
 */
@Tag("long")
class DocumentsST {

  private static final Duration SOON = TestStack.PATIENCE;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SUBJECT = "hs_" + "%043d".formatted(46);
  private static final String WHOSE = "?subject=" + SUBJECT;
  private static final List<PartName> SERVICES =
      List.of(PartName.WRITER, PartName.READER, PartName.GUARD, PartName.AUDIT_SINK);

  private static Stack stack;
  private static Caller caller;
  private static final Map<PartName, Described> documents = new EnumMap<>(PartName.class);

  @BeforeAll
  static void startSuite() throws Exception {
    stack =
        Stack.start(
            TestStack.settings("documents").with(PartName.READER, "MNEME_FAULTS_ENABLED", "true"),
            StackListener.SILENT);
    caller = new Caller(stack);
    for (PartName service : SERVICES) {
      HttpResponse<String> served = caller.ask(service, "GET", "/openapi.json", "", false);
      assertThat(served.statusCode()).as(served.body()).isEqualTo(200);
      documents.put(service, new Described(JSON.readTree(served.body())));
    }
  }

  @AfterAll
  static void stopSuite() {
    if (stack != null) {
      caller.close();
      stack.close();
    }
  }

  @Test
  void shouldDocumentEachRouteThatIsWritten() {
    Set<String> documented = new TreeSet<>();
    documents.values().forEach(document -> documented.addAll(document.operations()));

    assertThat(documented).isEqualTo(WrittenRoutes.all());
  }

  /** One call of each operation, in an order in which each finds what it needs. */
  @Test
  void shouldAnswerEachOperationAsItsDocumentSays() throws Exception {
    Walk walk = new Walk();
    walk.writer();
    walk.reader();
    walk.guard();
    walk.auditSink();
    walk.forget();
    walk.everywhere();

    for (PartName service : SERVICES) {
      assertThat(walk.taken.get(service))
          .as("calls of " + service)
          .containsExactlyInAnyOrderElementsOf(documents.get(service).operations());
    }
  }

  @Test
  void shouldRefuseWithoutATokenWhateverIsNotDocumentedAsOpen() throws Exception {
    for (PartName service : SERVICES) {
      Described document = documents.get(service);
      for (String operation : document.operations()) {
        if (document.isOpen(operation)) {
          continue;
        }
        String[] words = operation.split(" ", 2);
        String path = words[1].replaceAll("\\{[^}]*}", UUID.randomUUID().toString());
        HttpResponse<String> answer = caller.ask(service, words[0], path, "", false);

        assertThat(answer.statusCode()).as(operation).isEqualTo(401);
        assertThat(document.problems(operation, answer)).as(operation).isEmpty();
      }
    }
  }

  @Test
  void shouldServeAndPrintOneAndTheSameDescriptionOfTheTopics() throws Exception {
    JsonNode printed = new MnemeCommand(stack).run("asyncapi").document();

    for (PartName service : SERVICES) {
      HttpResponse<String> served = caller.ask(service, "GET", "/asyncapi.json", "", false);
      assertThat(JSON.readTree(served.body())).as(service.label()).isEqualTo(printed);
    }
  }

  @Test
  void shouldDescribeTheTopicsOfTheBrokerAndTheSchemasOfTheRegistry() throws Exception {
    JsonNode document = caller.json(PartName.WRITER, "/asyncapi.json");
    Set<String> channels = new TreeSet<>();
    document.path("channels").fieldNames().forEachRemaining(channels::add);
    try (Admin admin =
            Admin.create(
                Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, stack.ports().bootstrap()));
        HttpClient registry = HttpClient.newHttpClient()) {
      Set<String> live = new TreeSet<>(admin.listTopics().names().get());
      live.removeIf(name -> !name.startsWith("memory."));
      assertThat(channels).isEqualTo(live);
      Map<String, TopicDescription> described =
          admin.describeTopics(channels).allTopicNames().get();
      for (Topic<?> topic : Topics.all()) {
        JsonNode channel = document.path("channels").path(topic.name());
        JsonNode kafka = channel.at("/bindings/kafka");
        assertThat(described.get(topic.name()).partitions())
            .as(topic.name())
            .hasSize(kafka.path("partitions").asInt());
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
        kafka
            .path("topicConfiguration")
            .properties()
            .forEach(
                setting ->
                    assertThat(config.get(setting.getKey()).value())
                        .as(topic.name() + " " + setting.getKey())
                        .isEqualTo(
                            setting.getValue().isArray()
                                ? setting.getValue().path(0).asText()
                                : setting.getValue().asText()));
        String message = channel.path("messages").fieldNames().next();
        assertThat(registered(registry, channel.path("x-registry-subject").asText()))
            .as(topic.name())
            .isEqualTo(
                new Schema.Parser()
                    .parse(
                        document
                            .at("/components/messages/" + message + "/payload/schema")
                            .toString()));
      }
    }
  }

  private static Schema registered(HttpClient http, String subject) throws Exception {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(
                    URI.create(
                        stack.ports().registryUrl()
                            + "/subjects/%s/versions/latest".formatted(subject)))
                .timeout(SOON)
                .build(),
            BodyHandlers.ofString());
    return new Schema.Parser().parse(JSON.readTree(answer.body()).path("schema").asText());
  }

  /** Calls, and what was learnt by them. */
  private static final class Walk {
    private final Map<PartName, Set<String>> taken = new EnumMap<>(PartName.class);

    /** Until it is answered in one of these ways, which the document has to name. */
    private JsonNode call(
        PartName service, String operation, String path, String body, Integer... wanted)
        throws Exception {
      AtomicReference<HttpResponse<String>> last = new AtomicReference<>();
      String method = operation.split(" ", 2)[0];
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> {
                HttpResponse<String> answer = caller.ask(service, method, path, body, true);
                last.set(answer);
                assertThat(answer.statusCode())
                    .as("%s answered %s", operation, answer.body())
                    .isIn((Object[]) wanted);
              });
      assertThat(documents.get(service).problems(operation, last.get()))
          .as("%s answered %d %s", operation, last.get().statusCode(), last.get().body())
          .isEmpty();
      taken.computeIfAbsent(service, _ -> new HashSet<>()).add(operation);
      return parsed(last.get());
    }

    private static JsonNode parsed(HttpResponse<String> answer) throws IOException {
      return answer.headers().firstValue("Content-Type").orElse("").contains("json")
              && !answer.body().isEmpty()
          ? JSON.readTree(answer.body())
          : JSON.createObjectNode().put("text", answer.body());
    }

    private String id = "";
    private String receipt = "";

    private static ObjectNode ofSubject() {
      return JSON.createObjectNode().put("subject", SUBJECT);
    }

    private String store(String text) throws Exception {
      ObjectNode body = ofSubject().put("text", text).put("status", "candidate");
      body.put("session", "walk").putArray("tags").add("walked");
      body.putObject("ttl").put("max_age", "P30D");
      JsonNode stored =
          call(
              PartName.WRITER,
              "POST /v1/personal/store",
              "/v1/personal/store",
              body.toString(),
              201,
              202);
      receipt = stored.path("audit_receipt_id").asText();
      return stored.path("id").asText();
    }

    private void writer() throws Exception {
      id = store("The walk begins at the old mill");
      String other = store("The walk ends at the new bridge");
      call(
          PartName.WRITER,
          "POST /v1/cohort/store",
          "/v1/cohort/store",
          ofSubject().put("text", "Walks are liked").toString(),
          201,
          202);
      String memory = "/v1/personal/memories/";
      call(
          PartName.WRITER,
          "PATCH /v1/personal/memories/{id}",
          memory + id,
          ofSubject().put("confidence", 0.5).toString(),
          200,
          202);
      call(
          PartName.WRITER,
          "POST /v1/personal/memories/{id}/promote",
          memory + id + "/promote",
          ofSubject().toString(),
          200,
          202);
      call(
          PartName.WRITER,
          "POST /v1/personal/memories/{id}/merge",
          memory + id + "/merge",
          ofSubject().put("source_id", other).put("strategy", "combine").toString(),
          200,
          202);
      call(
          PartName.WRITER,
          "POST /v1/personal/memories/{id}/deprecate",
          memory + id + "/deprecate",
          ofSubject().put("reason", "walked").toString(),
          200,
          202);
      // nothing was stored reversibly, so that there is nothing to reveal
      call(
          PartName.WRITER,
          "POST /v1/personal/reveal",
          "/v1/personal/reveal",
          ofSubject().put("token", "[EMAIL:none]").toString(),
          404);
    }

    private void reader() throws Exception {
      String recall = "/v1/personal/recall";
      call(PartName.READER, "GET " + recall, recall + WHOSE + "&explain=true&q=mill", "", 200);
      call(
          PartName.READER,
          "POST " + recall,
          recall,
          ofSubject().put("query", "old mill").put("explain", true).toString(),
          200);
      call(PartName.READER, "GET " + recall + "/{id}", recall + "/" + id + WHOSE, "", 200);
      call(
          PartName.READER,
          "POST /v1/context-packs/preview",
          "/v1/context-packs/preview",
          ofSubject().put("query", "old mill").toString(),
          200);
      for (String family : List.of("cohort", "population")) {
        String distill = "/v1/%s/distill".formatted(family);
        call(PartName.READER, "POST " + distill, distill, "{\"operation\":\"count\"}", 200, 403);
      }
      export();
      call(PartName.READER, "GET /v1/cache", "/v1/cache", "", 200);
      call(
          PartName.READER,
          "POST /v1/cache/invalidate",
          "/v1/cache/invalidate",
          "{\"all\":true}",
          200);
      String faults = "/v1/admin/faults";
      call(PartName.READER, "GET " + faults, faults, "", 200);
      call(
          PartName.READER,
          "POST " + faults,
          faults,
          "{\"layer\":\"new\",\"fault\":\"latency\",\"delay_ms\":1,\"seconds\":1}",
          200);
      call(PartName.READER, "DELETE " + faults, faults, "", 200);
    }

    private void export() throws Exception {
      String export = "/v1/personal/export";
      call(PartName.READER, "GET " + export, export + WHOSE + "&format=json", "", 200);
      JsonNode prepared =
          call(
              PartName.READER,
              "POST " + export,
              export,
              ofSubject().put("format", "jsonlines").put("async", true).toString(),
              202);
      String at = export + "/" + prepared.path("id").asText();
      call(PartName.READER, "GET " + export + "/{id}", at + WHOSE, "", 200);
      call(PartName.READER, "GET " + export + "/{id}/download", at + "/download" + WHOSE, "", 200);
      call(PartName.READER, "DELETE " + export + "/{id}", at + WHOSE, "", 204);
    }

    private void guard() throws Exception {
      call(PartName.GUARD, "GET /v1/guard/scopes", "/v1/guard/scopes", "", 200);
      for (String command : List.of("force", "clear", "reset-failures")) {
        call(
            PartName.GUARD,
            "POST /v1/guard/scopes/{scope}/" + command,
            "/v1/guard/scopes/new@elsewhere/" + command,
            "{\"mode\":\"write_only\",\"ttl\":\"PT1M\",\"reason\":\"a walk\",\"actor\":\"walker\"}",
            200,
            202);
      }
      String said = "\"reason\":\"a walk\",\"actor\":\"walker\"}";
      call(
          PartName.GUARD,
          "POST /v1/rollout",
          "/v1/rollout",
          "{\"mode\":\"full\",\"region\":\"elsewhere\"," + said,
          200);
      call(
          PartName.GUARD,
          "POST /v1/features/{name}",
          "/v1/features/walks",
          "{\"value\":\"on\"," + said,
          200);
      String plan = "/v1/rollout/plan";
      ObjectNode body = JSON.createObjectNode().put("reason", "a walk").put("actor", "walker");
      String named = body.toString();
      body.put(
          "plan",
          """
          name: a walk
          regions: [elsewhere]
          dwell: 1h
          steps:
            - percent: 50
          """);
      call(PartName.GUARD, "GET " + plan, plan, "", 200);
      call(PartName.GUARD, "POST " + plan + "/dry-run", plan + "/dry-run", body.toString(), 200);
      call(PartName.GUARD, "POST " + plan, plan, body.toString(), 200, 202);
      call(PartName.GUARD, "POST " + plan + "/{order}", plan + "/abort", named, 200, 202);
    }

    private void auditSink() throws Exception {
      call(PartName.AUDIT_SINK, "GET /v1/receipts/{id}", "/v1/receipts/" + receipt, "", 200, 202);
      int log = -1;
      for (JsonNode root :
          call(PartName.AUDIT_SINK, "GET /v1/ledger/root", "/v1/ledger/root", "", 200)) {
        JsonNode entry =
            caller.json(
                PartName.AUDIT_SINK,
                "/v1/ledger/entries/%d/0".formatted(root.path("partition").asInt()));
        if (!entry.has("error")) {
          log = root.path("partition").asInt();
        }
      }
      assertThat(log).as("a log with an entry").isNotNegative();
      call(
          PartName.AUDIT_SINK,
          "GET /v1/ledger/entries/{partition}/{index}",
          "/v1/ledger/entries/%d/0".formatted(log),
          "",
          200);
      call(
          PartName.AUDIT_SINK,
          "GET /v1/ledger/consistency",
          "/v1/ledger/consistency?partition=%d&from=1".formatted(log),
          "",
          200);
      call(
          PartName.AUDIT_SINK,
          "GET /v1/ledger/integrity",
          "/v1/ledger/integrity?full=true",
          "",
          200);
      call(PartName.AUDIT_SINK, "GET /v1/ledger/checkpoint", "/v1/ledger/checkpoint", "", 200);
      String logs = "/v1/ledger/logs/%d".formatted(log);
      call(
          PartName.AUDIT_SINK,
          "GET /v1/ledger/logs/{partition}/checkpoint",
          logs + "/checkpoint",
          "",
          200);
      String tile = "GET /v1/ledger/logs/{partition}/tile/{path}";
      call(PartName.AUDIT_SINK, tile, logs + firstTile(logs), "", 200);
      call(
          PartName.AUDIT_SINK,
          "POST /v1/receipts/verify",
          "/v1/receipts/verify",
          "no receipt",
          200);
      call(PartName.AUDIT_SINK, "GET /v1/keys/jwks", "/v1/keys/jwks", "", 200);
    }

    /** At the size that is signed now: while the log grows, that of a moment ago is gone. */
    private static String firstTile(String logs) {
      AtomicReference<String> tile = new AtomicReference<>("");
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> {
                String note =
                    caller.ask(PartName.AUDIT_SINK, "GET", logs + "/checkpoint", "", true).body();
                long size = Long.parseLong(note.split("\n")[1]);
                tile.set(size < 256 ? "/tile/0/000.p/" + size : "/tile/0/000");
                assertThat(
                        caller
                            .ask(PartName.AUDIT_SINK, "GET", logs + tile.get(), "", true)
                            .statusCode())
                    .isEqualTo(200);
              });
      return tile.get();
    }

    private void forget() throws Exception {
      String forget = "/v1/personal/forget";
      call(
          PartName.WRITER,
          "DELETE " + forget + "/{id}",
          forget + "/" + id + WHOSE + "&reason=walked",
          "",
          200,
          202);
      call(PartName.WRITER, "DELETE " + forget, forget + WHOSE + "&session=walk", "", 200, 202);
      // last: it is rebuilt, and answers less until then
      call(
          PartName.READER,
          "POST /v1/admin/faults/index",
          "/v1/admin/faults/index",
          ofSubject().toString(),
          202);
    }

    private void everywhere() throws Exception {
      for (PartName service : SERVICES) {
        for (String path :
            List.of("/health/live", "/metrics", "/openapi.json", "/asyncapi.json", "/v1/config")) {
          call(service, "GET " + path, path, "", 200);
        }
        for (String path : List.of("/health/ready", "/readyz")) {
          call(service, "GET " + path, path, "", 200, 503);
        }
        call(service, "GET /v1/breakers", "/v1/breakers", "", 200);
        call(
            service,
            "POST /v1/breakers/{operation}/reset",
            "/v1/breakers/%s/reset".formatted(service == PartName.WRITER ? "store" : "recall"),
            "",
            service == PartName.WRITER || service == PartName.READER ? 200 : 404);
        if (service != PartName.AUDIT_SINK) {
          call(service, "GET /v1/rollout", "/v1/rollout", "", 200);
        }
      }
    }
  }
}
