package dev.mneme.cli.smoke;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mneme.cli.demo.NotSeen;
import dev.mneme.cli.http.JsonHttp;
import dev.mneme.ledger.note.NoteVerifier;
import dev.mneme.ledger.receipt.Receipt;
import dev.mneme.stack.PartName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What is looked at, in this order: a later check needs what an earlier one saw. */
public final class SmokeChecks {

  /** A metric of each service that says that it does its own work. */
  private static final Map<PartName, String> METRICS =
      Map.of(
          PartName.WRITER, "memory_operation_latency_ms",
          PartName.READER, "memory_operation_latency_ms",
          PartName.GUARD, "memory_mode_gauge",
          PartName.AUDIT_SINK, "audit_ledger_height");

  private SmokeChecks() {}

  public static List<SmokeCheck> all() {
    List<SmokeCheck> checks = new ArrayList<>();
    for (PartName part : PartName.all()) {
      if (part.isService()) {
        checks.addAll(ofService(part));
      }
    }
    checks.add(looks("no-token-refused", "without a token nothing is told", SmokeChecks::refused));
    checks.add(
        looks("modes", "the guard says what each layer may be used for", SmokeChecks::modes));
    checks.add(looks("recall", "a recall is answered, and not degraded", SmokeChecks::recall));
    checks.add(looks("ledger", "what is in the ledger is what was signed", SmokeChecks::ledger));
    checks.add(writes("store", "a memory is taken", SmokeChecks::store));
    checks.add(writes("recall-own", "it is recalled at once, redacted", SmokeChecks::recallOwn));
    checks.add(writes("duplicate", "the same again is known", SmokeChecks::duplicate));
    checks.add(
        writes("receipt", "its receipt is proven by the ledger's key", SmokeChecks::receipt));
    checks.add(writes("forget", "forgotten, it is recalled no more", SmokeChecks::forget));
    return List.copyOf(checks);
  }

  private static SmokeCheck looks(String name, String claim, SmokeCheck.Look look) {
    return new SmokeCheck(name, claim, false, look);
  }

  private static SmokeCheck writes(String name, String claim, SmokeCheck.Look look) {
    return new SmokeCheck(name, claim, true, look);
  }

  private static List<SmokeCheck> ofService(PartName part) {
    String service = part.label();
    return List.of(
        looks(
            service + "-live",
            "it answers",
            outside -> {
              Outside.ok(outside.getAsNobody(part, "/health/live"));
              return "up";
            }),
        looks(
            service + "-ready",
            "it has what it needs",
            outside -> {
              JsonHttp.Answer answer = outside.getAsNobody(part, "/health/ready");
              NotSeen.unless(answer.isOk(), "every check up", failing(answer));
              return "%d checks up".formatted(answer.body().path("checks").size());
            }),
        looks(
            service + "-metrics",
            "it says how it does its work",
            outside -> {
              String wanted = String.valueOf(METRICS.get(part));
              boolean there = outside.text(part, "/metrics").contains("\n" + wanted);
              NotSeen.unless(there, "the metric " + wanted, "none of that name");
              return wanted;
            }),
        looks(
            service + "-documents",
            "it describes what it answers",
            outside -> {
              int paths =
                  Outside.ok(outside.getAsNobody(part, "/openapi.json")).path("paths").size();
              NotSeen.unless(paths > 0, "paths in /openapi.json", paths);
              return "%d paths".formatted(paths);
            }));
  }

  private static String failing(JsonHttp.Answer answer) {
    String failing =
        StreamSupport.stream(answer.body().path("checks").spliterator(), false)
            .filter(check -> !check.path("status").asText().equals("UP"))
            .map(check -> check.path("name").asText() + ": " + check.path("detail").asText())
            .collect(Collectors.joining("; "));
    return failing.isEmpty() ? "status " + answer.status() : failing;
  }

  private static String refused(Outside outside) throws Exception {
    for (PartName part : List.of(PartName.READER, PartName.GUARD)) {
      String path = part == PartName.READER ? "/v1/personal/recall" : "/v1/guard/scopes";
      JsonHttp.Answer answer = outside.getAsNobody(part, path);
      NotSeen.unless(answer.status() == 401, "401 of " + part.label(), "status " + answer.status());
      NotSeen.unless(
          answer.body().at("/error/code").asText().equals("UNAUTHORIZED"),
          "the error envelope",
          "another body");
    }
    return "401 with the error envelope";
  }

  private static String modes(Outside outside) throws Exception {
    JsonNode scopes = Outside.ok(outside.get(PartName.GUARD, "/v1/guard/scopes"));
    List<String> held = new ArrayList<>();
    scopes.forEach(
        scope -> {
          if (!scope.path("mode").asText().equals("read_write")) {
            held.add(scope.path("scope").asText() + " is " + scope.path("mode").asText());
          }
        });
    NotSeen.unless(held.isEmpty(), "every layer in read_write", String.join(", ", held));
    return "%d scopes in read_write".formatted(scopes.size());
  }

  /** A first recall may be slow: a layer that is away stays so. */
  private static String recall(Outside outside) throws Exception {
    return Outside.soon(
        "a recall that is not degraded",
        () -> {
          JsonNode answer = Outside.ok(outside.recall());
          return answer.path("degraded").isNull()
              ? Optional.of("served by " + answer.path("served_by").asText())
              : Optional.empty();
        });
  }

  private static String ledger(Outside outside) throws Exception {
    JsonNode integrity = Outside.ok(outside.get(PartName.AUDIT_SINK, "/v1/ledger/integrity"));
    NotSeen.unless(
        integrity.path("intact").asBoolean(),
        "an intact ledger",
        integrity.path("finding").asText("a ledger that is not"));
    return "intact; %d keys".formatted(keys(outside).size());
  }

  private static List<NoteVerifier> keys(Outside outside) throws Exception {
    List<NoteVerifier> keys = new ArrayList<>();
    for (JsonNode key :
        Outside.ok(outside.getAsNobody(PartName.AUDIT_SINK, "/v1/keys/jwks")).path("keys")) {
      keys.add(NoteVerifier.parse(key.path("note_key").asText()));
    }
    NotSeen.unless(!keys.isEmpty(), "a public key of the ledger", "none");
    return keys;
  }

  private static String store(Outside outside) throws Exception {
    outside.stored(Outside.ok(outside.store()));
    return "memory " + outside.memory();
  }

  private static void requireStored(Outside outside) throws NotSeen {
    NotSeen.unless(!outside.memory().isEmpty(), "a memory that was stored", "none");
  }

  private static String recallOwn(Outside outside) throws Exception {
    requireStored(outside);
    JsonNode item =
        Outside.soon(
            "the memory that was stored",
            () -> own(Outside.ok(outside.recall()), outside.memory()));
    String text = item.path("text").asText();
    NotSeen.unless(
        text.contains("[EMAIL]") && !text.contains("@"),
        "the address redacted",
        "the address, or something else, in its place");
    return "found, redacted";
  }

  private static Optional<JsonNode> own(JsonNode answer, String memory) {
    return StreamSupport.stream(answer.path("items").spliterator(), false)
        .filter(item -> item.path("id").asText().equals(memory))
        .findFirst();
  }

  private static String duplicate(Outside outside) throws Exception {
    requireStored(outside);
    JsonHttp.Answer answer =
        Outside.soon(
            "409 for the same content again",
            () -> Optional.of(outside.store()).filter(it -> it.status() == 409));
    NotSeen.unless(
        answer.body().at("/error/details/existing_id").asText().equals(outside.memory()),
        "the id that is there already",
        "another or none");
    return "409 with the id that is there";
  }

  private static String receipt(Outside outside) throws Exception {
    requireStored(outside);
    String receipt =
        Outside.soon(
            "the receipt of the stored memory to be signed",
            () ->
                Optional.of(outside.get(PartName.AUDIT_SINK, "/v1/receipts/" + outside.receipt()))
                    .filter(answer -> answer.status() == 200)
                    .map(answer -> answer.body().path("receipt").asText("")));
    return switch (Receipt.parse(receipt).check(keys(outside))) {
      case Receipt.Verdict.Proven proven ->
          "entry %d of partition %d".formatted(proven.entry().index(), proven.entry().partition());
      case Receipt.Verdict.Refused(String because) ->
          throw new NotSeen("the receipt proves nothing: " + because);
    };
  }

  private static String forget(Outside outside) throws Exception {
    Outside.ok(outside.forget());
    return Outside.soon(
        "a recall without the forgotten memory",
        () ->
            own(Outside.ok(outside.recall()), outside.memory()).isPresent()
                ? Optional.empty()
                : Optional.of("it shows no more"));
  }
}
