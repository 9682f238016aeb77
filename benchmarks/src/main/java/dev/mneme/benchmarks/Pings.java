package dev.mneme.benchmarks;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The peer of the HTTP edge: a bare producer, acks=all, records of an event's size. */
final class Pings implements AutoCloseable {
  static final String TOPIC = "bench.pings";

  private static final long PATIENCE_SECONDS = 30;

  private final KafkaProducer<byte[], byte[]> producer;
  private final byte[] value;

  Pings(String bootstrap, int bytes) {
    this.value = new byte[bytes];
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.LINGER_MS_CONFIG,
                0),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  double[] round(int requests, int perSecond) throws InterruptedException {
    double[] millis = new double[requests];
    CountDownLatch answers = new CountDownLatch(requests);
    Schedule.run(
        requests,
        perSecond,
        (n, due) ->
            producer.send(
                new ProducerRecord<>(TOPIC, value),
                (_, failure) -> {
                  millis[n] = failure == null ? (System.nanoTime() - due) / 1e6 : Double.MAX_VALUE;
                  answers.countDown();
                }));
    if (!answers.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the broker did not acknowledge in time");
    }
    return millis;
  }

  @Override
  public void close() {
    producer.close();
  }
}
