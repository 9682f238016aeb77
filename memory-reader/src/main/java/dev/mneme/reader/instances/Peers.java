package dev.mneme.reader.instances;

import java.time.Duration;

/** Calls to other instances: so many at once at most, and none longer than the caller waits. */
@FunctionalInterface
public interface Peers {

  /** Never throws for what the other instance does or fails to do. */
  PeerReply ask(Instance peer, PeerCall call, Duration within);
}
