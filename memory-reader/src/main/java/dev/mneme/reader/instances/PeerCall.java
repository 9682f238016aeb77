package dev.mneme.reader.instances;

import java.util.Map;

/**
 * A request to another instance.
 *
 * @param pathAndQuery as in a request line, encoded, with a leading slash
 */
public record PeerCall(
    String method, String pathAndQuery, Map<String, String> headers, byte[] body) {

  public PeerCall {
    headers = Map.copyOf(headers);
  }

  /** Only what may be logged: a query may name a subject. */
  @Override
  public String toString() {
    return "PeerCall[method=%s]".formatted(method);
  }
}
