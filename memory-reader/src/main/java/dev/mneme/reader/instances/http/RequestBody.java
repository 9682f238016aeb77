package dev.mneme.reader.instances.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.body.ByteBody.SplitBackpressureMode;
import io.micronaut.http.body.CloseableAvailableByteBody;
import io.micronaut.http.body.CloseableByteBody;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The bytes of a request, read beside the handler that is still to read them. */
public final class RequestBody {

  private static final Duration WITHIN = Duration.ofSeconds(10);

  private RequestBody() {}

  /** Empty when there is none, and when it did not come: that is refused where it is read. */
  public static byte[] of(HttpRequest<?> request) {
    if (!(request instanceof ServerHttpRequest<?> server)
        || server.byteBody().expectedLength().orElse(1) == 0) {
      return new byte[0];
    }
    try (CloseableByteBody copy = server.byteBody().split(SplitBackpressureMode.FASTEST);
        CloseableAvailableByteBody whole =
            copy.buffer().get(WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
      return whole.toByteArray();
    } catch (ExecutionException | TimeoutException e) {
      return new byte[0];
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new byte[0];
    }
  }
}
