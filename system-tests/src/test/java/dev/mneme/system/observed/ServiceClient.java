package dev.mneme.system.observed;

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

/** Asks the services of a stack as an operator and an assistant in one. */
final class ServiceClient {

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Stack stack;

  ServiceClient(Stack stack) {
    this.stack = stack;
  }

  HttpResponse<String> get(PartName service, String path) throws IOException, InterruptedException {
    return send(request(service, path).GET().build());
  }

  HttpResponse<String> post(PartName service, String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request(service, path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  private HttpRequest.Builder request(PartName service, String path) {
    return HttpRequest.newBuilder(URI.create(stack.ports().http(service) + path))
        .timeout(Duration.ofSeconds(20))
        .header("Authorization", stack.bearer("default"));
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, BodyHandlers.ofString());
  }
}
