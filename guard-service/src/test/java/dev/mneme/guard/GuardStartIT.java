package dev.mneme.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mneme.stack.PartName;
import dev.mneme.stack.Stack;
import dev.mneme.stack.StackListener;
import dev.mneme.stack.StackSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardStartIT {
  private static final Duration START = Duration.ofSeconds(90);

  @TempDir Path home;

  @Test
  void shouldWaitForTheBrokerAndTheTopicsAndSayWhatIsMissing() throws Exception {
    var settings =
        StackSettings.at(home, FreePorts.find())
            .only(EnumSet.of(PartName.KAFKA, PartName.REGISTRY));
    try (Stack stack = Stack.own(settings, StackListener.SILENT)) {
      stack.part(PartName.GUARD).launch();
      await()
          .atMost(START)
          .ignoreExceptions()
          .untilAsserted(
              () ->
                  assertThat(ready(stack))
                      .startsWith("503")
                      .contains("the broker at " + stack.ports().bootstrap() + " does not answer"));

      assertThat(get(stack, "/v1/guard/scopes")).startsWith("503").contains("SERVICE_UNAVAILABLE");

      stack.start();

      stack.part(PartName.GUARD).awaitReady(START);
      assertThat(ready(stack)).startsWith("200");
      assertThat(get(stack, "/v1/guard/scopes")).isEqualTo("200 []");
    }
  }

  private static String ready(Stack stack) throws Exception {
    return get(stack, "/health/ready");
  }

  private static String get(Stack stack, String path) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create(stack.ports().http(PartName.GUARD) + path))
                  .header("Authorization", stack.bearer("default"))
                  .timeout(Duration.ofSeconds(5))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() + " " + answer.body();
    }
  }
}
