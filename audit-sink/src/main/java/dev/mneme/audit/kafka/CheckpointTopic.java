package dev.mneme.audit.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mneme.events.LedgerCheckpoint;
import dev.mneme.ledger.checkpoint.Checkpoint;
import dev.mneme.ledger.note.SignedNote;
import dev.mneme.ledger.sign.SignedLedger;
import dev.mneme.serde.AvroCodec;
import dev.mneme.topics.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes signed checkpoints to their topic, by a thread of its own: a broker or a registry that is
 * away delays what others hear, never what is signed. Of several that wait only the last is
 * written; it says what the others said.
 */
public final class CheckpointTopic implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointTopic.class);
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final Duration ACKNOWLEDGED = Duration.ofSeconds(12);

  private final Producer<byte[], byte[]> producer;
  private final AvroCodec<LedgerCheckpoint> codec;
  private final InstantSource clock;
  private final Map<String, String> written = new HashMap<>();
  private final Thread thread;
  private @Nullable SignedLedger waiting;
  private boolean closing;

  public CheckpointTopic(
      Producer<byte[], byte[]> producer, AvroCodec<LedgerCheckpoint> codec, InstantSource clock) {
    this.producer = producer;
    this.codec = codec;
    this.clock = clock;
    this.thread = Thread.ofPlatform().name("publish-checkpoints").daemon().unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  public synchronized void offer(SignedLedger signed) {
    waiting = signed;
    notifyAll();
  }

  private void run() {
    try {
      while (true) {
        SignedLedger next = take();
        try {
          write(next);
        } catch (RuntimeException | ExecutionException | TimeoutException e) {
          LOG.warn("checkpoint not published yet cause={}", String.valueOf(e.getMessage()));
          putBack(next);
          Thread.sleep(AGAIN);
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("publishing ends");
    }
  }

  private synchronized SignedLedger take() throws InterruptedException {
    while (waiting == null) {
      if (closing) {
        throw new InterruptedException("closing");
      }
      wait();
    }
    SignedLedger next = waiting;
    waiting = null;
    return next;
  }

  private synchronized void putBack(SignedLedger signed) {
    if (waiting == null) {
      waiting = signed;
    }
  }

  private void write(SignedLedger signed)
      throws InterruptedException, ExecutionException, TimeoutException {
    for (int partition : signed.partitions()) {
      SignedLedger.SignedLog log = signed.log(partition).orElseThrow();
      Checkpoint checkpoint = log.checkpoint();
      send(log.note(), checkpoint, ByteBuffer.wrap(checkpoint.chain().bytes()));
    }
    send(signed.combined(), Checkpoint.parse(signed.combined().text()), ByteBuffer.allocate(0));
  }

  private void send(SignedNote note, Checkpoint checkpoint, ByteBuffer chain)
      throws InterruptedException, ExecutionException, TimeoutException {
    String text = note.toString();
    if (text.equals(written.get(checkpoint.origin()))) {
      return;
    }
    LedgerCheckpoint value =
        LedgerCheckpoint.newBuilder()
            .setOrigin(checkpoint.origin())
            .setSize(checkpoint.size())
            .setRoot(ByteBuffer.wrap(checkpoint.root().bytes()))
            .setChain(chain)
            .setNote(text)
            .setAt(clock.instant())
            .build();
    producer
        .send(
            new ProducerRecord<>(
                Topics.CHECKPOINTS.name(),
                checkpoint.origin().getBytes(UTF_8),
                codec.encode(value)))
        .get(ACKNOWLEDGED.toSeconds(), TimeUnit.SECONDS);
    written.put(checkpoint.origin(), text);
  }

  @Override
  public void close() {
    synchronized (this) {
      closing = true;
      notifyAll();
    }
    thread.interrupt();
    try {
      thread.join(AGAIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close(AGAIN);
  }
}
