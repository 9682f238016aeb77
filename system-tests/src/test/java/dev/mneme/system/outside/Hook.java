package dev.mneme.system.outside;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A receiver of webhooks that believes only what is signed, and is busy the first time. */
final class Hook implements AutoCloseable {

  static final String SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BUSY = 503;
  private static final int REFUSED = 401;
  private static final int TAKEN = 204;

  private final HttpServer server;
  private final List<JsonNode> taken = new CopyOnWriteArrayList<>();
  private final AtomicInteger busy = new AtomicInteger();

  Hook() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/hook", this::take);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:%d/hook".formatted(server.getAddress().getPort());
  }

  /** The bodies that were taken. */
  List<JsonNode> taken() {
    return List.copyOf(taken);
  }

  /** How often it was busy. */
  int busy() {
    return busy.get();
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    int status;
    if (!isSigned(exchange, body)) {
      status = REFUSED;
    } else if (busy.get() == 0) {
      busy.incrementAndGet();
      status = BUSY;
    } else {
      taken.add(JSON.readTree(body));
      status = TAKEN;
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private static boolean isSigned(HttpExchange exchange, byte[] body) {
    String id = exchange.getRequestHeaders().getFirst("webhook-id");
    String time = exchange.getRequestHeaders().getFirst("webhook-timestamp");
    String signature = exchange.getRequestHeaders().getFirst("webhook-signature");
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      byte[] key = Base64.getDecoder().decode(SECRET.substring("whsec_".length()));
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update("%s.%s.".formatted(id, time).getBytes(StandardCharsets.UTF_8));
      String expected = "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
      return MessageDigest.isEqual(
          expected.getBytes(StandardCharsets.UTF_8),
          String.valueOf(signature).getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
