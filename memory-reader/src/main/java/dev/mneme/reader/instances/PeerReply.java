package dev.mneme.reader.instances;

import java.util.Map;

/** What came of a call to another instance. */
public sealed interface PeerReply {

  /**
   * It answered, with whatever status.
   *
   * @param headers by lower-case name, the first of each
   */
  record Answered(int status, Map<String, String> headers, byte[] body) implements PeerReply {

    public Answered {
      headers = Map.copyOf(headers);
    }

    /** Never what it answered. */
    @Override
    public String toString() {
      return "Answered[status=%d]".formatted(status);
    }
  }

  /** It did not, or was not asked because it is known to be away. */
  record Away(String because) implements PeerReply {}
}
