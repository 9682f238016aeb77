package dev.mneme.ledger.verify;

import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;

/** Where a log's files can be had. */
public final class TileSources {
  private static final Duration ANSWER = Duration.ofSeconds(20);

  private TileSources() {}

  public static TileSource folder(Path log) {
    return path -> Files.readAllBytes(log.resolve(path));
  }

  /**
   * @param prefix of the log, without a slash at its end
   * @param authorization what to send as such; empty when nobody is asked for
   */
  public static TileSource url(HttpClient http, String prefix, Supplier<String> authorization) {
    return path -> {
      HttpRequest.Builder asking =
          HttpRequest.newBuilder(URI.create(prefix + "/" + path)).timeout(ANSWER);
      String sent = authorization.get();
      HttpRequest request =
          sent.isEmpty() ? asking.build() : asking.header("Authorization", sent).build();
      try {
        HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
          throw new NoSuchFileException(
              request.uri().toString(), null, "status " + response.statusCode());
        }
        return response.body();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while fetching " + path);
      }
    };
  }

  /** The same files, each of which is also left in a folder. */
  public static TileSource saved(TileSource source, Path log) {
    return path -> {
      byte[] bytes = source.get(path);
      Path file = log.resolve(path);
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
      return bytes;
    };
  }
}
