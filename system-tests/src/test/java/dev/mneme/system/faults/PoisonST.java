package dev.mneme.system.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mneme.deadletter.DeadLetterKey;
import dev.mneme.deadletter.DeadLetters;
import dev.mneme.events.DeadLetter;
import dev.mneme.events.DeadLetterCause;
import dev.mneme.serde.RegistryCodecs;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Stack;
import dev.mneme.system.TestStack;
import dev.mneme.system.oracle.CommittedTopic;
import dev.mneme.system.oracle.Oracle;
import dev.mneme.system.oracle.Publisher;
import dev.mneme.topics.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Records that nobody can process, between records that everybody can. */
class PoisonST {

  private static final String MARK = "poisonmark7f3a";
  private static final Duration SOON = TestStack.PATIENCE;

  private static Stack stack;
  private static RegistryCodecs codecs;
  private static Publisher publisher;
  private static Oracle oracle;

  @BeforeAll
  static void startSuite() throws Exception {
    stack = TestStack.start("poison", PartName.all());
    codecs = TestStack.codecs(stack);
    publisher = new Publisher(stack.ports().bootstrap(), codecs);
    oracle = new Oracle(stack, codecs);
  }

  @AfterAll
  static void stopSuite() {
    publisher.close();
    codecs.close();
    stack.close();
  }

  @Test
  void shouldGiveEachPoisonRecordOneSealedLetterAndItsNeighboursTheirPlace() throws Exception {
    List<byte[]> poison = poison();

    for (byte[] value : poison) {
      publisher.publish(5);
      publisher.publishRaw(Publisher.subject(0), value);
    }
    publisher.publishRaw("not the subject", wellFormed(Publisher.subject(1)));
    publisher.publish(5);

    await().atMost(SOON).until(() -> letters().size() >= poison.size() + 1);
    oracle.assertHolds(publisher.sent());
    List<DeadLetter> letters = letters();
    assertThat(letters).hasSize(poison.size() + 1);
    assertThat(letters).extracting(DeadLetter::getSource).doesNotHaveDuplicates();
    assertThat(letters)
        .filteredOn(l -> l.getCause() == DeadLetterCause.UNDECODABLE)
        .hasSize(poison.size());
    assertThat(letters).filteredOn(l -> l.getCause() == DeadLetterCause.INVALID).hasSize(1);
    assertThat(letters).extracting(DeadLetter::getReason).noneMatch(r -> r.contains(MARK));
    assertOriginalsCanBeOpened(letters, poison);
    assertThat(logsThatShow(MARK)).isEmpty();
  }

  /** Random bytes, a cut value, an unknown schema, no value, and nearly a megabyte of junk. */
  private static List<byte[]> poison() {
    byte[] random = new byte[200];
    new Random(7).nextBytes(random);
    random[0] = 1;
    byte[] good = wellFormed(Publisher.subject(0));
    byte[] cut = Arrays.copyOf(good, good.length / 2);
    byte[] unknownSchema = ByteBuffer.wrap(good.clone()).putInt(1, 999_999).array();
    byte[] junk = new byte[900_000];
    Arrays.fill(junk, (byte) '9');
    byte[] deepButCut = ByteBuffer.wrap(good.clone()).put(good.length - 1, (byte) -1).array();
    List<byte[]> all =
        new ArrayList<>(
            List.of(random, (MARK + " ada@example.com").getBytes(UTF_8), cut, unknownSchema, junk));
    all.add(new byte[0]);
    all.add(null);
    all.add(Arrays.copyOf(deepButCut, deepButCut.length - 3));
    return all;
  }

  private static byte[] wellFormed(String subject) {
    return codecs
        .of(Topics.EVENTS)
        .encode(
            dev.mneme.events.MemoryEvent.newBuilder()
                .setEventId(java.util.UUID.randomUUID())
                .setTenant(Publisher.TENANT)
                .setSubject(subject)
                .setOccurredAt(java.time.Instant.ofEpochMilli(5))
                .setSource(MARK)
                .setStore(
                    dev.mneme.events.StoreMemory.newBuilder()
                        .setType("episode")
                        .setText(MARK + " call +49 30 901820")
                        .build())
                .build());
  }

  private static List<DeadLetter> letters() {
    return CommittedTopic.<DeadLetter>read(stack.ports().bootstrap(), codecs, Topics.DLQ).stream()
        .map(e -> e.value().orElseThrow())
        .toList();
  }

  private static void assertOriginalsCanBeOpened(List<DeadLetter> letters, List<byte[]> poison) {
    DeadLetters opener =
        new DeadLetters(
            new DeadLetterKey(Base64.getDecoder().decode(stack.secrets().dlqKey())), "test");
    List<ByteBuffer> originals =
        letters.stream().map(l -> opener.open(l).getValue()).filter(v -> v != null).toList();
    assertThat(originals)
        .containsAll(poison.stream().filter(v -> v != null).map(ByteBuffer::wrap).toList());
  }

  private static List<Path> logsThatShow(String mark) throws IOException {
    try (Stream<Path> logs = Files.walk(stack.settings().layout().logs())) {
      return logs.filter(Files::isRegularFile).filter(f -> shows(f, mark)).toList();
    }
  }

  private static boolean shows(Path file, String mark) {
    try {
      return new String(Files.readAllBytes(file), UTF_8).contains(mark);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
