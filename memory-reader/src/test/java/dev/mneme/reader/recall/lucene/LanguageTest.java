package dev.mneme.reader.recall.lucene;

import static dev.mneme.reader.recall.Memories.ADA;
import static dev.mneme.reader.recall.Memories.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.events.MemoryRecord;
import dev.mneme.reader.recall.Memories;
import dev.mneme.reader.recall.RecallFilter;
import dev.mneme.reader.recall.RecallQuery;
import dev.mneme.reader.recall.RecalledMemory;
import dev.mneme.reader.recall.ranking.RankingPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          EN | The dogs were running on the beach
          EN | Pepper
          EN | We saw Die Hard at the cinema with Hans
          DE | Die Hunde liefen am Strand und sie waren müde
          FR | Les chiens couraient sur la plage avec nous
          ES | Los perros corrían por la playa con nosotros
          IT | I cani correvano sulla spiaggia con noi perché era bello
          PT | Os cachorros não corriam na praia com a gente
          NL | De honden renden op het strand en ze waren moe
          TR | Köpekler sahilde koşuyordu ve çok yorgun oldular
          EN | собаки бежали по берегу
          EN | 犬は浜を走った
          """)
  void shouldTellByEmptyWordsAndLetters(Language expected, String text) {
    assertThat(Language.of(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Ada hat zwei Hunde und eine alte Katze | Hund
          Ada hat zwei Hunde und eine alte Katze | Wo sind die Katzen?
          Nous avons acheté des chevaux blancs pour la ferme | cheval
          Nous avons acheté des chevaux blancs pour la ferme | Est-ce que tu as des fermes ?
          Los niños compraron muchas manzanas en el mercado | manzana
          I ragazzi hanno comprato molte mele al mercato con noi | ragazzo
          Os meninos não compraram maçãs com a gente na feira | menino
          Ze hebben de honden naar het strand gebracht | hond
          Çocuklar bahçede kitaplar okuyordu ve çok mutlu oldular | kitap
          She adopted two dogs | dog
          """)
  void shouldFindAWordInAnotherFormOfItsLanguage(String text, String question) throws Exception {
    assertThat(found(List.of(text, "Something else entirely"), question)).containsExactly(text);
  }

  @Test
  void shouldFindMemoriesOfSeveralLanguagesByAWordTheyShare() throws Exception {
    List<String> texts =
        List.of(
            "Ada ist im Hotel und es war sehr schön",
            "Ada was in a hotel and it was very nice",
            "Ada est dans un hôtel et elle a bien mangé avec nous");

    assertThat(found(texts, "hotel")).contains(texts.get(0), texts.get(1));
  }

  @Test
  void shouldNotFindByWordsThatSayNothingInTheLanguageOfTheQuestion() throws Exception {
    assertThat(found(List.of("Ada hat zwei Hunde und eine Katze"), "und eine")).isEmpty();
  }

  private List<String> found(List<String> texts, String question) throws Exception {
    Words words = new Words();
    MemorySearch search = new MemorySearch(words, RankingPolicy.DEFAULT, Optional.empty());
    Trust trust = new Trust(() -> Instant.EPOCH, Duration.ofDays(1));
    try (PartitionIndex index =
        PartitionIndex.open(folder.resolve("index"), IndexEntry.format(words), trust)) {
      for (int i = 0; i < texts.size(); i++) {
        MemoryRecord memory = Memories.of(i + 1, texts.get(i));
        index.put(Memories.key(memory), IndexEntry.of(Memories.key(memory), memory, words));
      }
      index.refresh();
      return search
          .answer(
              index,
              Optional.empty(),
              new RecallQuery.InWords(TENANT, ADA, question, RecallFilter.NONE, 10),
              Duration.ofSeconds(20))
          .memories()
          .stream()
          .map(RecalledMemory::text)
          .toList();
    }
  }
}
