package dev.mneme.reader.instances;

import java.io.InputStream;
import java.time.Duration;
import java.util.Map;

/** Calls to other instances whose answer may be too large to be held. */
@FunctionalInterface
public interface PeerStreams {

  /**
   * Never throws for what the other instance does or fails to do.
   *
   * @param within until the answer begins; how long it may pause then is the adapter's own bound
   */
  PeerStream open(Instance peer, PeerCall call, Duration within);

  /** What came of it. */
  sealed interface PeerStream {

    /**
     * It answers, with whatever status.
     *
     * @param headers by lower-case name, the first of each
     * @param body to be closed by whoever got it
     */
    record Open(int status, Map<String, String> headers, InputStream body) implements PeerStream {

      public Open {
        headers = Map.copyOf(headers);
      }
    }

    /** It does not, or was not asked. */
    record Away(String because) implements PeerStream {}
  }
}
