package dev.mneme.writer.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mneme.events.MemoryEvent;
import dev.mneme.events.StoreMemory;
import dev.mneme.follower.reach.ConsistencyToken;
import dev.mneme.identity.DerivedId;
import dev.mneme.redaction.Operator;
import dev.mneme.redaction.PiiType;
import dev.mneme.redaction.Policy;
import dev.mneme.redaction.RedactionKey;
import dev.mneme.redaction.Redactor;
import dev.mneme.writer.Sample;
import dev.mneme.writer.forgotten.Unreadable.Confirmation;
import dev.mneme.writer.outcome.Ending;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpEdgeTest {
  private static final String SUBJECT = Sample.subject(1);
  private static final String MAIL = "ada@example.com";
  private static final UUID ID = UUID.fromString("11111111-1111-4111-8111-111111111111");
  private static final String STORE = "/v1/personal/store";
  private static RunningEdge edge;
  private static InMemoryEventLog log;
  private static InMemoryStage stage;
  private static InMemoryAuditLog audit;

  @BeforeAll
  static void start() {
    edge =
        RunningEdge.start(
            Map.of("mneme.writer.edge.most-in-flight", 4, "mneme.writer.edge.json-depth", 8));
    log = edge.bean(InMemoryEventLog.class);
    stage = edge.bean(InMemoryStage.class);
    audit = edge.bean(InMemoryAuditLog.class);
  }

  @AfterAll
  static void stop() {
    edge.close();
  }

  @BeforeEach
  void open() {
    log.setAway(false);
    audit.setAway(false);
    stage.isItself();
  }

  @Test
  void shouldStoreAMemoryRedactedAndSayWhereItWillBe() throws Exception {
    HttpResponse<String> response =
        post(
            STORE,
            """
            {"tenant":"acme","subject":"%s","text":"mail %s","type":"fact","speaker":"Ada",
             "occurred_at":"2025-05-08T13:56:00Z","tags":["a",null,"%s"],
             "metadata":{"n":1,"phone":"7946 0958","deep":{"mail":"%s"},"none":null}}
            """
                .formatted(SUBJECT, MAIL, MAIL, MAIL));

    assertThat(response.statusCode()).isEqualTo(201);
    MemoryEvent event = log.events().getLast();
    assertThat(event.getStore().getText()).isEqualTo("mail [EMAIL]");
    assertThat(event.getStore().getTags()).containsExactly("a", "[EMAIL]");
    assertThat(event.getStore().getMetadata())
        .isEqualTo(Map.of("n", "1", "phone", "[PHONE]", "deep", "{\"mail\":\"[EMAIL]\"}"));
    assertThat(event.getOccurredAt()).isEqualTo(Instant.parse("2025-05-08T13:56:00Z"));
    assertThat(event.toString()).doesNotContain(MAIL);
    String id = id("memory", event);
    assertThat(response.headers().firstValue("Location")).hasValue("/v1/personal/recall/" + id);
    assertThat(value(response, "id")).isEqualTo(id);
    assertThat(value(response, "audit_receipt_id")).isEqualTo(id("audit", event));
    assertThat(ConsistencyToken.decode(value(response, "consistency_token")))
        .isEqualTo(new ConsistencyToken(2, log.events().size() - 1L));
    assertThat(value(response, "created_at")).isEqualTo("2026-01-01T00:00:00Z");
  }

  @Test
  void shouldTakeEveryFieldOfAMemoryAndRedactThoseThatHoldWords() throws Exception {
    HttpResponse<String> response =
        post(
            "/v1/cohort/store",
            """
            {"tenant":"acme","subject":"%s","text":"x","status":"candidate","confidence":0.4,
             "project":"of %s","anchors":["ticket-1","%s"],"data":{"price":12.50,"by":"%s"},
             "ttl":{"max_age":3600,"max_idle":"P2D"},"allow_after_forget":true}
            """
                .formatted(SUBJECT, MAIL, MAIL, MAIL));

    assertThat(response.statusCode()).isEqualTo(201);
    StoreMemory memory = log.events().getLast().getStore();
    assertThat(memory.getFamily()).isEqualTo("cohort");
    assertThat(memory.getStatus()).isEqualTo("candidate");
    assertThat(memory.getConfidence()).isEqualTo(0.4);
    assertThat(memory.getProject()).isEqualTo("of [EMAIL]");
    assertThat(memory.getAnchors()).containsExactly("ticket-1", "[EMAIL]");
    assertThat(memory.getData()).isEqualTo("{\"price\":12.5,\"by\":\"[EMAIL]\"}");
    assertThat(memory.getMaxAgeSeconds()).isEqualTo(3600);
    assertThat(memory.getMaxIdleSeconds()).isEqualTo(172_800);
    assertThat(memory.getAllowAfterForget()).isTrue();
  }

  @Test
  void shouldGiveTheSameIdsForTheSameIdempotencyKeyOfTheSameOperation() throws Exception {
    String body = store("\"text\":\"hello\"");

    HttpResponse<String> first = post(STORE, body, "Idempotency-Key", "k-1");
    HttpResponse<String> again = post(STORE, body, "Idempotency-Key", "k-1");
    HttpResponse<String> other = post(STORE, body, "Idempotency-Key", "k-2");
    HttpResponse<String> forgotten =
        send("DELETE", "/v1/personal/forget/" + ID + query(), null, "Idempotency-Key", "k-1");

    assertThat(value(again, "id")).isEqualTo(value(first, "id"));
    assertThat(value(again, "audit_receipt_id")).isEqualTo(value(first, "audit_receipt_id"));
    assertThat(value(other, "id")).isNotEqualTo(value(first, "id"));
    assertThat(value(forgotten, "audit_receipt_id")).isNotEqualTo(value(first, "audit_receipt_id"));
  }

  @Test
  void shouldNameTheMemoryThatIsInTheWay() throws Exception {
    stage.ends(new Ending.Conflict(ID, "duplicate_content"));

    HttpResponse<String> response = post(STORE, store("\"text\":\"again\""));

    assertThat(response.statusCode()).isEqualTo(409);
    assertThat(value(response, "code")).isEqualTo("CONFLICT");
    assertThat(value(response, "existing_id")).isEqualTo(ID.toString());
    assertThat(value(response, "reason")).isEqualTo("duplicate_content");
    assertThat(value(response, "audit_receipt_id")).isEqualTo(id("audit", log.events().getLast()));
  }

  @Test
  void shouldSayAcceptedWhenItIsNotKnownInTimeHowItEnded() throws Exception {
    stage.isSilent();

    HttpResponse<String> stored = post(STORE, store("\"text\":\"later\""));
    HttpResponse<String> edited =
        send("PATCH", "/v1/personal/memories/" + ID, store("\"text\":\"later\""));

    assertThat(stored.statusCode()).isEqualTo(202);
    assertThat(value(stored, "id")).isNotEmpty();
    assertThat(stored.headers().firstValue("Location")).isPresent();
    assertThat(edited.statusCode()).isEqualTo(202);
    assertThat(edited.body()).contains("\"affected\":null");
  }

  @Test
  void shouldChangeAMemoryInEachWay() throws Exception {
    stage.ends(new Ending.Done(ID, 1));
    UUID source = UUID.randomUUID();

    HttpResponse<String> edited =
        send(
            "PATCH",
            "/v1/personal/memories/" + ID,
            store(
                "\"text\":\"now %s\",\"tags\":[],\"ttl\":{\"max_age\":\"PT1H\"}".formatted(MAIL)));
    MemoryEvent edit = log.events().getLast();
    HttpResponse<String> promoted = post("/v1/personal/memories/" + ID + "/promote", store(REASON));
    MemoryEvent promote = log.events().getLast();
    HttpResponse<String> deprecated =
        post("/v1/personal/memories/" + ID + "/deprecate", store(REASON));
    MemoryEvent deprecate = log.events().getLast();
    HttpResponse<String> merged =
        post(
            "/v1/personal/memories/" + ID + "/merge",
            store("\"source_id\":\"%s\",\"strategy\":\"keep_source\"".formatted(source)));
    MemoryEvent merge = log.events().getLast();

    assertThat(List.of(edited, promoted, deprecated, merged))
        .allSatisfy(
            response -> {
              assertThat(response.statusCode()).isEqualTo(200);
              assertThat(value(response, "id")).isEqualTo(ID.toString());
              assertThat(response.body()).contains("\"affected\":1");
            });
    assertThat(edit.getEdit().getText()).isEqualTo("now [EMAIL]");
    assertThat(edit.getEdit().getTags()).isEmpty();
    assertThat(edit.getEdit().getAnchors()).isNull();
    assertThat(edit.getEdit().getMaxAgeSeconds()).isEqualTo(3600);
    assertThat(promote.getTransition().getTransition()).isEqualTo("promote");
    assertThat(promote.getTransition().getReason()).isEqualTo("asked by [EMAIL]");
    assertThat(deprecate.getTransition().getTransition()).isEqualTo("deprecate");
    assertThat(merge.getMerge().getTargetId()).isEqualTo(ID);
    assertThat(merge.getMerge().getSourceId()).isEqualTo(source);
    assertThat(merge.getMerge().getStrategy()).isEqualTo("keep_source");
  }

  private static final String REASON = "\"reason\":\"asked by " + MAIL + "\"";

  @Test
  void shouldForgetAMemoryASessionAndASubject() throws Exception {
    stage.ends(new Ending.Done(null, 3));

    HttpResponse<String> one =
        send(
            "DELETE", "/v1/personal/forget/" + ID + query() + "&reason=asked%20by%20" + MAIL, null);
    MemoryEvent oneEvent = log.events().getLast();
    HttpResponse<String> session =
        send("DELETE", "/v1/personal/forget" + query() + "&session=s-1&conversation=c-1", null);
    MemoryEvent sessionEvent = log.events().getLast();
    HttpResponse<String> subject = send("DELETE", "/v1/personal/forget" + query(), null);
    MemoryEvent subjectEvent = log.events().getLast();

    assertThat(List.of(one, session, subject))
        .allSatisfy(
            response -> {
              assertThat(response.statusCode()).isEqualTo(200);
              assertThat(response.body()).contains("\"affected\":3");
            });
    assertThat(oneEvent.getForget().getMemoryId()).isEqualTo(ID);
    assertThat(oneEvent.getForget().getReason()).isEqualTo("asked by [EMAIL]");
    assertThat(value(one, "audit_receipt_id")).isEqualTo(id("audit", oneEvent));
    assertThat(sessionEvent.getForgetSession().getSession()).isEqualTo("s-1");
    assertThat(sessionEvent.getForgetSession().getConversation()).isEqualTo("c-1");
    assertThat(subjectEvent.getForgetSubject()).isNotNull();
  }

  @Test
  void shouldNotAcknowledgeWhatSomebodyMayStillShow() throws Exception {
    InMemoryReaders readers = edge.bean(InMemoryReaders.class);
    readers.say(new Confirmation.Unconfirmed("the legacy layer"));

    HttpResponse<String> early = send("DELETE", "/v1/personal/forget/" + ID + query(), null);
    readers.say(new Confirmation.Confirmed());
    HttpResponse<String> late = send("DELETE", "/v1/personal/forget/" + ID + query(), null);

    assertThat(early.statusCode()).isEqualTo(202);
    assertThat(early.body()).contains("\"waits_for\":\"the legacy layer\"");
    assertThat(late.statusCode()).isEqualTo(200);
    assertThat(late.body()).doesNotContain("waits_for");
  }

  @Test
  void shouldForgetNobodyBecauseAParameterIsMissingOrEmpty() throws Exception {
    int before = log.events().size();
    String own = edge.token("acme", SUBJECT, "personal:forget");

    for (String query : new String[] {"", "?session=", "?conversation=c", "?session=%20"}) {
      assertThat(edge.send("DELETE", "/v1/personal/forget" + query, own, null).statusCode())
          .as(query)
          .isEqualTo(400);
    }
    assertThat(log.events()).hasSize(before);
  }

  @Test
  void shouldSayThatThereIsNoSuchMemory() throws Exception {
    stage.ends(new Ending.NotFound());

    HttpResponse<String> response = send("DELETE", "/v1/personal/forget/" + ID + query(), null);

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(value(response, "code")).isEqualTo("NOT_FOUND");
  }

  @Test
  void shouldNameThePathOfWhatIsWrong() throws Exception {
    for (String[] wrong :
        new String[][] {
          {"$.text", ""},
          {"$.text", "\"text\":7"},
          {"$.text", "\"text\":\"  \""},
          {"$.text", "\"text\":\"" + "a".repeat(10_001) + "\""},
          {"$.type", "\"text\":\"x\",\"type\":\"rumour\""},
          {"$.status", "\"text\":\"x\",\"status\":\"deprecated\""},
          {"$.confidence", "\"text\":\"x\",\"confidence\":1.1"},
          {"$.confidence", "\"text\":\"x\",\"confidence\":\"high\""},
          {"$.tags", "\"text\":\"x\",\"tags\":\"a\""},
          {"$.tags[3]", "\"text\":\"x\",\"tags\":[\"a\",null,\"b\",3]"},
          {"$.anchors[0]", "\"text\":\"x\",\"anchors\":[\"" + "a".repeat(257) + "\"]"},
          {
            "$.metadata.*[1]",
            "\"text\":\"x\",\"metadata\":{\"a\":1,\"b\":\"" + "v".repeat(4097) + "\"}"
          },
          {"$.metadata", "\"text\":\"x\",\"metadata\":[]"},
          {"$.ttl", "\"text\":\"x\",\"ttl\":90"},
          {"$.ttl.max_age", "\"text\":\"x\",\"ttl\":{\"max_age\":0}"},
          {"$.ttl.max_idle", "\"text\":\"x\",\"ttl\":{\"max_idle\":\"soon\"}"},
          {"$.data", "\"text\":\"x\",\"data\":[1]"},
          {"$.allow_after_forget", "\"text\":\"x\",\"allow_after_forget\":\"yes\""},
          {"$.occurred_at", "\"text\":\"x\",\"occurred_at\":\"yesterday\""}
        }) {
      HttpResponse<String> response =
          post(STORE, wrong[1].isEmpty() ? store("\"x\":1") : store(wrong[1]));

      assertThat(response.statusCode()).as(wrong[0]).isEqualTo(400);
      assertThat(value(response, "field")).isEqualTo(wrong[0]);
      assertThat(value(response, "code")).isEqualTo("VALIDATION_ERROR");
    }
  }

  @Test
  void shouldSayWhereABodyIsNoJsonAndNotWhatStandsThere() throws Exception {
    HttpResponse<String> response = post(STORE, "{\"subject\":\"x\",\n \"text\": " + MAIL + "}");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(value(response, "line")).isEqualTo("2");
    assertThat(response.body()).doesNotContain("ada");
    for (String body : new String[] {"", "[]", "7", "{\"a\":1,\"a\":2}", "{} {}", "{"}) {
      assertThat(post(STORE, body).statusCode()).as(body).isEqualTo(400);
    }
  }

  @Test
  void shouldBoundDepthAndNumberOfWhatABodyHolds() throws Exception {
    String deep = "{\"a\":".repeat(9) + "1" + "}".repeat(9);
    String many = "[" + "1,".repeat(5_000) + "1]";

    assertThat(post(STORE, store("\"text\":\"x\",\"data\":" + deep)).statusCode()).isEqualTo(400);
    assertThat(post(STORE, store("\"text\":\"x\",\"data\":{\"a\":" + many + "}")).statusCode())
        .isEqualTo(400);
  }

  @Test
  void shouldRefuseATextThatOnlyItsPlaceholdersMakeTooLong() throws Exception {
    String text = "a@b.co ".repeat(1_428);

    HttpResponse<String> response = post(STORE, store("\"text\":\"" + text + "\""));

    assertThat(text).hasSizeLessThan(10_000);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(value(response, "field")).isEqualTo("$.text");
  }

  @Test
  void shouldRefuseABodyAboveTheLimit() throws Exception {
    HttpResponse<String> response = post(STORE, store("\"text\":\"" + "a".repeat(600_000) + "\""));

    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(response.body()).contains("PAYLOAD_TOO_LARGE");
  }

  @Test
  void shouldAskToTryAgainWhenTheLogIsAway() throws Exception {
    log.setAway(true);

    HttpResponse<String> response = post(STORE, store("\"text\":\"x\""));

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).isPresent();
    assertThat(response.body()).contains("SERVICE_UNAVAILABLE");
  }

  @Test
  void shouldRefuseRatherThanQueueWhenTooManyAreUnderWay() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    log.hold(held);
    List<CompletableFuture<Integer>> waiting = new ArrayList<>();
    try {
      for (int i = 0; i < 4; i++) {
        String body = store("\"text\":\"waits " + i + "\"");
        waiting.add(
            CompletableFuture.supplyAsync(
                () -> {
                  try {
                    return post(STORE, body).statusCode();
                  } catch (Exception e) {
                    throw new IllegalStateException(e);
                  }
                },
                command -> Thread.ofVirtual().start(command)));
      }

      await()
          .atMost(10, TimeUnit.SECONDS)
          .untilAsserted(
              () -> {
                HttpResponse<String> fifth =
                    send("POST", "/v1/personal/memories/" + ID + "/promote", "[]");
                assertThat(fifth.statusCode()).isEqualTo(503);
                assertThat(fifth.headers().firstValue("Retry-After")).hasValue("1");
              });
    } finally {
      held.countDown();
    }
    assertThat(waiting)
        .allSatisfy(done -> assertThat(done.get(10, TimeUnit.SECONDS)).isEqualTo(201));
  }

  @Test
  void shouldRevealWhatWasSealedAndAccountForItFirst() throws Exception {
    String token = sealed(MAIL);

    HttpResponse<String> response =
        post("/v1/personal/reveal", store("\"token\":\"%s\",%s".formatted(token, REASON)));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(value(response, "value")).isEqualTo(MAIL);
    assertThat(audit.entries().getLast())
        .satisfies(
            entry -> {
              assertThat(entry.getEventId().toString())
                  .isEqualTo(value(response, "audit_receipt_id"));
              assertThat(entry.getOperation()).isEqualTo("reveal");
              assertThat(entry.getActor()).isEqualTo("mneme-cli");
              assertThat(entry.getReason()).isEqualTo("asked by [EMAIL]");
              assertThat(entry.toString()).doesNotContain(MAIL, SUBJECT, token);
            });
  }

  @Test
  void shouldRevealNothingThatCannotBeAccountedFor() throws Exception {
    audit.setAway(true);

    HttpResponse<String> response =
        post("/v1/personal/reveal", store("\"token\":\"%s\"".formatted(sealed(MAIL))));

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).doesNotContain(MAIL);
  }

  @Test
  void shouldAccountForATokenThatRevealsNothingToo() throws Exception {
    HttpResponse<String> response =
        post("/v1/personal/reveal", store("\"token\":\"[EMAIL:token:abcd]\""));

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(audit.entries().getLast().getResult()).isEqualTo("not_found");
  }

  private static String sealed(String text) {
    Policy policy = new Policy("test", Map.of(PiiType.EMAIL, new Operator.Token()));
    return Redactor.of(policy, new RedactionKey(RunningEdge.REDACTION_KEY)).redact(text).text();
  }

  private static HttpResponse<String> post(String path, String body, String... headers)
      throws IOException, InterruptedException {
    return send("POST", path, body, headers);
  }

  private static HttpResponse<String> send(
      String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    return edge.send(method, path, edge.tokenOfAll("acme"), body, headers);
  }

  /** A body about the subject of the tests. */
  private static String store(String fields) {
    return "{\"tenant\":\"acme\",\"subject\":\"%s\",%s}".formatted(SUBJECT, fields);
  }

  private static String query() {
    return "?tenant=acme&subject=" + SUBJECT;
  }

  private static String id(String kind, MemoryEvent event) {
    return DerivedId.of(kind, "acme", SUBJECT, event.getEventId().toString()).toString();
  }

  private static String value(HttpResponse<String> response, String field) {
    Matcher matcher =
        Pattern.compile("\"" + field + "\"\\s*:\\s*\"([^\"]*)\"").matcher(response.body());
    assertThat(matcher.find()).as(response.body()).isTrue();
    return matcher.group(1);
  }
}
