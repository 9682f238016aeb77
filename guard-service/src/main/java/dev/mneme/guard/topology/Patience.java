package dev.mneme.guard.topology;

import dev.mneme.serde.AvroCodec;
import dev.mneme.serde.Decoding;
import dev.mneme.serde.RegistryUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits in place for a registry that does not answer: the record keeps its turn and is no dead
 * letter. When the bound is reached the transaction is given up, and the same record comes again.
 */
public final class Patience {
  private static final Logger log = LoggerFactory.getLogger(Patience.class);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Duration bound;

  public Patience(Duration bound) {
    this.bound = bound;
  }

  /** Never {@link Decoding.RegistryUnavailable}. */
  public <V extends SpecificRecord> Decoding<V> decode(
      AvroCodec<V> codec, byte @Nullable [] bytes) {
    return insist(
        () ->
            switch (codec.decode(bytes)) {
              case Decoding.RegistryUnavailable<V>(String reason) ->
                  throw new RegistryUnavailableException(reason, new IOException("no answer"));
              case Decoding.Decoded<V> decoded -> decoded;
              case Decoding.Undecodable<V> undecodable -> undecodable;
            });
  }

  public <V extends SpecificRecord> byte[] encode(AvroCodec<V> codec, V value) {
    return insist(() -> codec.encode(value));
  }

  private <T> T insist(Supplier<T> attempt) {
    long end = System.nanoTime() + bound.toNanos();
    for (boolean first = true; ; first = false) {
      try {
        return attempt.get();
      } catch (RegistryUnavailableException e) {
        if (System.nanoTime() >= end) {
          throw e;
        }
        if (first) {
          log.warn("registry away, waiting bound={} detail={}", bound, e.getMessage());
        }
        pause(e);
      }
    }
  }

  private static void pause(RegistryUnavailableException pending) {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw pending;
    }
  }
}
