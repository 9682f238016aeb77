package dev.mneme.stack.ready;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A health page: ready is status 200; otherwise the failing checks are taken from what it says. */
public record HttpCheck(URI url) implements Check {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST = 64 * 1024;

  @Override
  public CheckResult run(Duration within) {
    int millis = Math.toIntExact(within.toMillis());
    HttpURLConnection connection = null;
    try {
      connection = (HttpURLConnection) url.toURL().openConnection();
      connection.setConnectTimeout(millis);
      connection.setReadTimeout(millis);
      int status = connection.getResponseCode();
      if (status == 200) {
        return new CheckResult.Ready();
      }
      return new CheckResult.NotReady(failing(status, connection.getErrorStream()));
    } catch (IOException e) {
      return new CheckResult.NotReady("no answer from " + url);
    } finally {
      if (connection != null) {
        connection.disconnect();
      }
    }
  }

  private static String failing(int status, @Nullable InputStream body) throws IOException {
    List<String> failing = new ArrayList<>();
    if (body != null) {
      try {
        for (JsonNode check : JSON.readTree(body.readNBytes(MOST)).path("checks")) {
          if ("DOWN".equals(check.path("status").asText())) {
            String detail = check.path("detail").asText("");
            failing.add(check.path("name").asText() + (detail.isEmpty() ? "" : ": " + detail));
          }
        }
      } catch (JsonProcessingException e) {
        return "health answers " + status;
      }
    }
    return failing.isEmpty() ? "health answers " + status : String.join("; ", failing);
  }
}
