package dev.mneme.reader.recall;

import static dev.mneme.reader.recall.Memories.ADA;
import static dev.mneme.reader.recall.Memories.BOB;
import static dev.mneme.reader.recall.Memories.NOON;
import static dev.mneme.reader.recall.Memories.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.events.MemoryRecord;
import dev.mneme.reader.recall.RecallQuery.ById;
import dev.mneme.reader.recall.RecallQuery.InWords;
import dev.mneme.reader.recall.RecallQuery.Latest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every layer of memory promises, whatever it is made of. */
public abstract class RecallLayerContract {

  private static final Duration PLENTY = Duration.ofSeconds(10);

  /** A layer that holds these memories and no others. */
  protected abstract RecallLayer layerWith(List<MemoryRecord> memories) throws Exception;

  @Test
  void shouldFindAMemoryByAWordOfIt() throws Exception {
    RecallLayer layer =
        layerWith(
            List.of(
                Memories.of(1, "Ada adopted a dog named Pepper."),
                Memories.of(2, "Ada moved to Lisbon.")));

    List<RecalledMemory> found = ask(layer, "dog");

    assertThat(ids(found)).containsExactly(Memories.id(1));
    assertThat(found.getFirst().score()).isPositive();
  }

  @Test
  void shouldFindAMemoryByAnotherFormOfTheWord() throws Exception {
    RecallLayer layer = layerWith(List.of(Memories.of(1, "She was painting the old houses.")));

    assertThat(ids(ask(layer, "paints"))).containsExactly(Memories.id(1));
    assertThat(ids(ask(layer, "HOUSE"))).containsExactly(Memories.id(1));
  }

  @Test
  void shouldFindAMemoryByAnyOfTheWordsOfAWholeQuestion() throws Exception {
    RecallLayer layer =
        layerWith(
            List.of(
                Memories.of(1, "I went to a support group yesterday."),
                Memories.of(2, "The support group meets on Tuesdays, I went with Mel."),
                Memories.of(3, "We had soup.")));

    List<RecalledMemory> found =
        ask(layer, "When does the support group meet, and is it on a Tuesday?");

    assertThat(ids(found)).containsExactly(Memories.id(2), Memories.id(1));
  }

  @Test
  void shouldFindNothingForWordsThatSayNothing() throws Exception {
    RecallLayer layer = layerWith(List.of(Memories.of(1, "The end of the road.")));

    assertThat(ask(layer, "of the")).isEmpty();
    assertThat(ask(layer, "?!")).isEmpty();
  }

  @Test
  void shouldFindNothingForWordsThatNobodySaid() throws Exception {
    RecallLayer layer = layerWith(List.of(Memories.of(1, "The end of the road.")));

    assertThat(ask(layer, "submarine")).isEmpty();
  }

  @Test
  void shouldTreatOperatorsOfQueryLanguagesAsWords() throws Exception {
    RecallLayer layer = layerWith(List.of(Memories.of(1, "A dog and a cat.")));

    for (String words :
        List.of(
            "dog AND -cat", "dog & (", "text: dog", "\"dog", "dog' | '", "dog:* \\ !", "~ dog ^")) {
      assertThat(ids(ask(layer, words))).as(words).containsExactly(Memories.id(1));
    }
  }

  @Test
  void shouldFindByWhoSaidItAndByItsTags() throws Exception {
    RecallLayer layer =
        layerWith(
            List.of(
                Memories.builder(1, "It rained.").setSpeaker("Caroline").build(),
                Memories.builder(2, "It snowed.").setTags(List.of("weather")).build()));

    assertThat(ids(ask(layer, "caroline"))).containsExactly(Memories.id(1));
    assertThat(ids(ask(layer, "weather"))).containsExactly(Memories.id(2));
  }

  @Test
  void shouldNeverShowOneSubjectOrTenantToAnother() throws Exception {
    RecallLayer layer =
        layerWith(
            List.of(
                Memories.of(1, TENANT, ADA, "A secret of Ada."),
                Memories.of(2, TENANT, BOB, "A secret of Bob."),
                Memories.of(3, "other", ADA, "A secret of another Ada.")));

    assertThat(ids(ask(layer, "secret"))).containsExactly(Memories.id(1));
    assertThat(ids(layer.recall(new Latest(TENANT, BOB, RecallFilter.NONE, 10), PLENTY).memories()))
        .containsExactly(Memories.id(2));
    assertThat(layer.recall(new ById(TENANT, ADA, Memories.id(3)), PLENTY).memories()).isEmpty();
    assertThat(layer.recall(new ById("other", BOB, Memories.id(3)), PLENTY).memories()).isEmpty();
    assertThat(ids(layer.recall(new ById("other", ADA, Memories.id(3)), PLENTY).memories()))
        .containsExactly(Memories.id(3));
  }

  @Test
  void shouldAnswerTheLatestFirstWithoutWords() throws Exception {
    RecallLayer layer =
        layerWith(
            List.of(
                Memories.of(2, "second"),
                Memories.of(3, "third"),
                Memories.of(1, "first"),
                Memories.builder(4, "as late as the third")
                    .setOccurredAt(NOON.plusSeconds(180))
                    .build()));

    List<RecalledMemory> latest =
        layer.recall(new Latest(TENANT, ADA, RecallFilter.NONE, 3), PLENTY).memories();

    assertThat(ids(latest)).containsExactly(Memories.id(3), Memories.id(4), Memories.id(2));
    assertThat(latest).extracting(RecalledMemory::score).containsOnly(0.0);
  }

  @Test
  void shouldGiveEachMemoryOnceOverPagesInEitherOrder() throws Exception {
    RecallLayer layer =
        layerWith(
            List.of(
                Memories.of(1, "first"),
                Memories.of(3, "third"),
                Memories.builder(4, "as late as the third")
                    .setOccurredAt(NOON.plusSeconds(180))
                    .build(),
                Memories.of(2, "second"),
                Memories.of(5, "fifth")));

    for (Page.Order order : Page.Order.values()) {
      List<RecalledMemory> all = page(layer, 9, new Page(order, null));
      List<RecalledMemory> paged = new ArrayList<>();
      Page.Place after = null;
      for (int i = 0; i < 3; i++) {
        paged.addAll(page(layer, 2, new Page(order, after)));
        after = new Page.Place(paged.getLast().occurredAt(), paged.getLast().id());
      }

      assertThat(ids(paged)).isEqualTo(ids(all)).hasSize(5);
      assertThat(page(layer, 2, new Page(order, after))).isEmpty();
    }
    assertThat(ids(page(layer, 3, new Page(Page.Order.EARLIEST_FIRST, null))))
        .containsExactly(Memories.id(1), Memories.id(2), Memories.id(3));
  }

  private static List<RecalledMemory> page(RecallLayer layer, int limit, Page page)
      throws LayerFailure {
    return layer.recall(new Latest(TENANT, ADA, RecallFilter.NONE, limit, page), PLENTY).memories();
  }

  @Test
  void shouldPutTheLaterFirstAmongEqualMatchesAndThenGoById() throws Exception {
    RecallLayer layer =
        layerWith(
            List.of(
                Memories.of(1, "tea"),
                Memories.of(3, "tea"),
                Memories.of(2, "tea"),
                Memories.builder(9, "tea").setOccurredAt(NOON.plusSeconds(180)).build()));

    assertThat(ids(ask(layer, "tea")))
        .containsExactly(Memories.id(3), Memories.id(9), Memories.id(2), Memories.id(1));
  }

  @Test
  void shouldAnswerAtMostAsManyAsAskedFor() throws Exception {
    RecallLayer layer =
        layerWith(
            List.of(Memories.of(1, "tea"), Memories.of(2, "tea"), Memories.of(3, "green tea")));

    assertThat(
            layer.recall(new InWords(TENANT, ADA, "tea", RecallFilter.NONE, 2), PLENTY).memories())
        .hasSize(2);
  }

  @Test
  void shouldNarrowToATypeOrASession() throws Exception {
    RecallLayer layer =
        layerWith(
            List.of(
                Memories.builder(1, "tea").setType("fact").setSession("s1").build(),
                Memories.builder(2, "tea").setType("episode").setSession("s1").build(),
                Memories.builder(3, "tea").setType("fact").build()));

    assertThat(ids(ask(layer, "tea", new RecallFilter("fact", null))))
        .containsExactlyInAnyOrder(Memories.id(3), Memories.id(1));
    assertThat(ids(ask(layer, "tea", new RecallFilter("fact", "s1"))))
        .containsExactly(Memories.id(1));
    assertThat(
            ids(
                layer
                    .recall(new Latest(TENANT, ADA, new RecallFilter(null, "s1"), 9), PLENTY)
                    .memories()))
        .containsExactly(Memories.id(2), Memories.id(1));
  }

  @Test
  void shouldNarrowToATimeOrATagAlongWithWords() throws Exception {
    RecallLayer layer =
        layerWith(
            List.of(
                Memories.of(1, "tea"),
                Memories.builder(2, "tea").setTags(List.of("Morning", "hot")).build(),
                Memories.of(3, "tea"),
                Memories.of(4, "milk")));
    Instant second = NOON.plusSeconds(120);
    Instant fourth = NOON.plusSeconds(240);

    assertThat(ids(ask(layer, "tea", between(second, fourth, null))))
        .containsExactly(Memories.id(3), Memories.id(2));
    assertThat(ids(ask(layer, "tea", between(null, second, null)))).containsExactly(Memories.id(1));
    assertThat(ids(ask(layer, "tea", between(null, null, "Morning"))))
        .containsExactly(Memories.id(2));
    assertThat(ask(layer, "tea", between(null, null, "morn"))).isEmpty();
    assertThat(
            ids(
                layer
                    .recall(new Latest(TENANT, ADA, between(second, null, null), 9), PLENTY)
                    .memories()))
        .containsExactly(Memories.id(4), Memories.id(3), Memories.id(2));
  }

  @Test
  void shouldNarrowToAProjectOrAStatusAndLeaveOutWhatIsDeprecated() throws Exception {
    RecallLayer layer =
        layerWith(
            List.of(
                Memories.builder(1, "tea").setProject("garden").build(),
                Memories.builder(2, "tea").setStatus("deprecated").build(),
                Memories.builder(3, "tea").setStatus("stable").setConfidence(0.9).build()));

    assertThat(ids(ask(layer, "tea"))).containsExactlyInAnyOrder(Memories.id(3), Memories.id(1));
    assertThat(ids(ask(layer, "tea", with(null, "deprecated")))).containsExactly(Memories.id(2));
    assertThat(ids(ask(layer, "tea", with(null, "stable")))).containsExactly(Memories.id(3));
    assertThat(ids(ask(layer, "tea", with("garden", null)))).containsExactly(Memories.id(1));
    assertThat(ids(layer.recall(new Latest(TENANT, ADA, RecallFilter.NONE, 9), PLENTY).memories()))
        .containsExactly(Memories.id(3), Memories.id(1));
    assertThat(ids(layer.recall(new ById(TENANT, ADA, Memories.id(2)), PLENTY).memories()))
        .containsExactly(Memories.id(2));
  }

  private static RecallFilter with(@Nullable String project, @Nullable String status) {
    return new RecallFilter(null, null, null, null, null, project, status);
  }

  private static RecallFilter between(
      @Nullable Instant since, @Nullable Instant until, @Nullable String tag) {
    return new RecallFilter(null, null, since, until, tag, null, null);
  }

  @Test
  void shouldReturnAllThatIsKnownAboutAMemory() throws Exception {
    MemoryRecord whole =
        Memories.builder(7, "My mail is [EMAIL].")
            .setSpeaker("Caroline")
            .setConversation("conv-26")
            .setSession("1")
            .setTags(List.of("contact", "mail"))
            .setMetadata(Map.of("dia_id", "D1:3", "caption", "none"))
            .setRedactions(Map.of("EMAIL", 1))
            .build();
    RecallLayer layer = layerWith(List.of(whole));

    List<RecalledMemory> found =
        layer.recall(new ById(TENANT, ADA, Memories.id(7)), PLENTY).memories();

    assertThat(found)
        .containsExactly(
            new RecalledMemory(
                Memories.id(7),
                "My mail is [EMAIL].",
                "episode",
                "Caroline",
                "conv-26",
                "1",
                whole.getOccurredAt(),
                whole.getCreatedAt(),
                List.of("contact", "mail"),
                Map.of("dia_id", "D1:3", "caption", "none"),
                Map.of("EMAIL", 1),
                null,
                "active",
                1.0,
                0,
                null));
  }

  @Test
  void shouldFindNothingByAnUnknownId() throws Exception {
    RecallLayer layer = layerWith(List.of(Memories.of(1, "tea")));

    assertThat(layer.recall(new ById(TENANT, ADA, Memories.id(99)), PLENTY).memories()).isEmpty();
  }

  @Test
  void shouldNeverRecallWhatWasGivenForACohort() throws Exception {
    MemoryRecord given = Memories.builder(1, "tea with a cohort").setFamily("cohort").build();
    RecallLayer layer = layerWith(List.of(given, Memories.of(2, "tea alone")));

    assertThat(ids(ask(layer, "tea"))).containsExactly(Memories.id(2));
    assertThat(ids(layer.recall(new Latest(TENANT, ADA, RecallFilter.NONE, 10), PLENTY).memories()))
        .containsExactly(Memories.id(2));
    assertThat(layer.recall(new ById(TENANT, ADA, Memories.id(1)), PLENTY).memories()).isEmpty();
  }

  private static List<RecalledMemory> ask(RecallLayer layer, String words) throws LayerFailure {
    return ask(layer, words, RecallFilter.NONE);
  }

  private static List<RecalledMemory> ask(RecallLayer layer, String words, RecallFilter filter)
      throws LayerFailure {
    return layer.recall(new InWords(TENANT, ADA, words, filter, 10), PLENTY).memories();
  }

  private static List<UUID> ids(List<RecalledMemory> memories) {
    return memories.stream().map(RecalledMemory::id).toList();
  }
}
