package dev.mneme.system.scale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Stack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One instance of memory-reader, asked from outside. */
record Instance(Stack stack, PartName part) {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern OWNED = Pattern.compile("partitions owned \\[([0-9, ]*)\\]");
  private static final Pattern IN_GROUP = Pattern.compile("([0-9]+) in the group");

  /**
   * What a recall answered.
   *
   * @param embedded whether every memory of the subject has its vector there
   */
  record Answer(
      int status, List<String> texts, String servedBy, String degraded, boolean embedded) {}

  Answer latest(String subject) throws IOException, InterruptedException {
    return ask("/v1/personal/recall?limit=100&subject=" + subject, false);
  }

  Answer recall(String subject, String word) throws IOException, InterruptedException {
    return ask("/v1/personal/recall?limit=100&subject=" + subject + "&q=" + word, false);
  }

  /** From its own copy, or 421. */
  Answer ownCopy(String subject) throws IOException, InterruptedException {
    return ask("/v1/personal/recall?limit=100&subject=" + subject, true);
  }

  private Answer ask(String path, boolean asAnotherInstance)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(stack.ports().http(part) + path))
            .timeout(Duration.ofSeconds(20))
            .header("Authorization", stack.bearer("default"));
    if (asAnotherInstance) {
      request.header("X-Mneme-Forwarded-By", "a-test");
    }
    HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
    List<String> texts = new ArrayList<>();
    if (response.statusCode() != 200) {
      return new Answer(response.statusCode(), texts, "", "", false);
    }
    JsonNode body = JSON.readTree(response.body());
    body.path("items").forEach(item -> texts.add(item.get("text").asText()));
    return new Answer(
        200,
        texts,
        body.path("served_by").asText(),
        body.path("degraded").path("reason").asText(""),
        body.at("/ranking/embedded").asInt(-1) == body.at("/ranking/memories").asInt());
  }

  HttpResponse<String> call(String method, String path, String body)
      throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(stack.ports().http(part) + path))
            .timeout(Duration.ofSeconds(20))
            .header("Authorization", stack.bearer("default"))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  boolean isReady() {
    try {
      return get("/health/ready").statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** What one of its checks says. */
  String check(String name) throws IOException, InterruptedException {
    for (JsonNode check : JSON.readTree(get("/health/ready").body()).path("checks")) {
      if (check.path("name").asText().equals(name)) {
        return check.path("detail").asText();
      }
    }
    return "";
  }

  Set<Integer> owned() throws IOException, InterruptedException {
    Set<Integer> owned = new TreeSet<>();
    Matcher found = OWNED.matcher(check("instances"));
    if (found.find() && !found.group(1).isBlank()) {
      for (String partition : found.group(1).split(", ")) {
        owned.add(Integer.valueOf(partition));
      }
    }
    return owned;
  }

  int sizeOfTheGroup() throws IOException, InterruptedException {
    Matcher found = IN_GROUP.matcher(check("instances"));
    return found.find() ? Integer.parseInt(found.group(1)) : 0;
  }

  /** The sum of a metric's samples whose name and labels begin so. */
  double metric(String beginning) throws IOException, InterruptedException {
    return get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(beginning))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(stack.ports().http(part) + path))
            .timeout(Duration.ofSeconds(20))
            .build(),
        BodyHandlers.ofString());
  }
}
