package dev.mneme.interceptor;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Redacts the value and the headers of every record before they are serialised. Fails closed: what
 * cannot be redacted is not sent.
 *
 * <p>A producer swallows whatever an interceptor throws and goes on with the record as it was, so
 * throwing would send it in clear. A record that must not leave is replaced by an empty one for
 * {@value #REFUSED}, which is no legal name of a topic: no broker takes it, the callback and the
 * future fail with an InvalidTopicException, and a transaction has to be aborted.
 *
 * @param <K> type of the keys, which stay: they say where a record belongs
 * @param <V> type of the values: strings, Avro records, maps and lists
 * @see <a href="../../../../../../../docs/decisions/0010-interceptor-fails-closed.md">0010</a>
 */
public final class RedactingInterceptor<K, V> implements ProducerInterceptor<K, V> {
  /** Where refused records are addressed to; never a topic. */
  public static final String REFUSED = "mneme:not-redacted";

  private static final Logger LOG = LoggerFactory.getLogger(RedactingInterceptor.class);

  private @Nullable InterceptorSettings settings;
  private @Nullable ValueRedaction redaction;

  /** For the producer, which makes it by name. */
  public RedactingInterceptor() {}

  @Override
  public void configure(Map<String, ?> configs) {
    InterceptorSettings read = InterceptorSettings.of(configs);
    settings = read;
    redaction = new ValueRedaction(read.redactor());
    LOG.info(
        "redacting before the broker policy={} topics={}",
        read.redactor().policy().version(),
        read.topics().isEmpty() ? "all" : read.topics());
  }

  @Override
  public ProducerRecord<K, V> onSend(ProducerRecord<K, V> record) {
    try {
      InterceptorSettings known = settings;
      ValueRedaction words = redaction;
      if (known == null || words == null) {
        return refuse(record, "the interceptor was not configured");
      }
      return known.covers(record.topic()) ? redact(record, words) : record;
    } catch (UnreadableException e) {
      return refuse(record, String.valueOf(e.getMessage()));
    } catch (RuntimeException | StackOverflowError e) {
      return refuse(record, "redaction failed with " + e.getClass().getSimpleName());
    }
  }

  /** The redacted value is of the type it was: a string, the same record class, a map or a list. */
  @SuppressWarnings("unchecked")
  private static <K, V> ProducerRecord<K, V> redact(
      ProducerRecord<K, V> record, ValueRedaction words) {
    if (record.key() instanceof CharSequence key && !words.isClean(key.toString())) {
      throw new UnreadableException("the key holds personal data; it must be a pseudonym");
    }
    V value = (V) words.redact(record.value());
    RecordHeaders headers = new RecordHeaders();
    for (Header header : record.headers()) {
      headers.add(redact(header, words));
    }
    return new ProducerRecord<>(
        record.topic(), record.partition(), record.timestamp(), record.key(), value, headers);
  }

  /** What is no text stays: it is for machines. */
  private static Header redact(Header header, ValueRedaction words) {
    Optional<String> text = text(header.value());
    if (text.isEmpty() || words.isClean(text.get())) {
      return header;
    }
    String redacted = String.valueOf(words.redact(text.get()));
    return new RecordHeader(header.key(), redacted.getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<String> text(byte @Nullable [] bytes) {
    if (bytes == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static <K, V> ProducerRecord<K, V> refuse(ProducerRecord<K, V> record, String because) {
    LOG.warn("record not sent topic={} because={}", record.topic(), because);
    return new ProducerRecord<>(REFUSED, null);
  }

  @Override
  public void onAcknowledgement(RecordMetadata metadata, Exception exception) {}

  @Override
  public void close() {}
}
