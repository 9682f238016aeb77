package dev.mneme.reader.recall.lucene;

import dev.mneme.reader.concepts.association.Associations;
import dev.mneme.reader.embedding.QueryEmbeddings;
import dev.mneme.reader.embedding.QueryVector;
import dev.mneme.reader.recall.LayerFailure;
import dev.mneme.reader.recall.Page;
import dev.mneme.reader.recall.RecallQuery;
import dev.mneme.reader.recall.RecalledMemory;
import dev.mneme.reader.recall.Recollection;
import dev.mneme.reader.recall.Recollection.RankedBy;
import dev.mneme.reader.recall.lucene.BlendedSearch.Answer;
import dev.mneme.reader.recall.ranking.Corpus;
import dev.mneme.reader.recall.ranking.Corpus.Word;
import dev.mneme.reader.recall.ranking.Facts;
import dev.mneme.reader.recall.ranking.Ranking;
import dev.mneme.reader.recall.ranking.Ranking.Placed;
import dev.mneme.reader.recall.ranking.Ranking.Ranked;
import dev.mneme.reader.recall.ranking.RankingPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;

/** Answers questions from the index of memories, and that of vectors where there is one. */
final class MemorySearch {

  private final Words words;
  private final RankingPolicy policy;
  private final Optional<QueryEmbeddings> embeddings;
  private final Optional<BlendedSearch> blended;

  /**
   * @param embeddings of questions; empty when there is no model
   */
  MemorySearch(Words words, RankingPolicy policy, Optional<QueryEmbeddings> embeddings) {
    this(words, policy, embeddings, Optional.empty());
  }

  MemorySearch(
      Words words,
      RankingPolicy policy,
      Optional<QueryEmbeddings> embeddings,
      Optional<BlendedSearch> blended) {
    this.blended = blended;
    this.words = words;
    this.policy = policy;
    this.embeddings = embeddings;
  }

  Recollection answer(
      PartitionIndex memories,
      Optional<PartitionIndex> vectors,
      RecallQuery question,
      Duration within)
      throws IOException, LayerFailure {
    Deadline deadline = Deadline.in(within);
    return switch (question) {
      case RecallQuery.InWords inWords ->
          // Begun first: while the model computes, the words are looked up.
          inWords(
              memories, vectors, inWords, embeddings.map(e -> e.ask(inWords.words())), deadline);
      case RecallQuery.Latest(_, _, var filter, int limit, Page page) ->
          Recollection.of(
              memories.read(
                  reader ->
                      sorted(reader, Search.narrowed(question, filter), limit, page, deadline)));
      case RecallQuery.ById(_, _, var id) ->
          Recollection.of(
              memories.read(
                  reader -> sorted(reader, Search.byId(question, id), 1, Page.FIRST, deadline)));
    };
  }

  private static List<RecalledMemory> sorted(
      DirectoryReader reader, Query query, int limit, Page page, Deadline deadline)
      throws IOException, LayerFailure {
    IndexSearcher searcher = new IndexSearcher(reader);
    searcher.setTimeout(deadline::hasPassed);
    Sort sort = Search.sort(page.order());
    Page.Place after = page.after();
    ScoreDoc[] hits =
        after == null || reader.maxDoc() == 0
            ? searcher.search(query, limit, sort).scoreDocs
            : searcher.searchAfter(Search.behind(after, reader.maxDoc()), query, limit, sort)
                .scoreDocs;
    if (searcher.timedOut()) {
      throw deadline.failure();
    }
    List<RecalledMemory> found = new ArrayList<>(hits.length);
    StoredFields fields = searcher.storedFields();
    for (ScoreDoc hit : hits) {
      found.add(IndexEntry.read(fields, hit.doc, null));
    }
    return found;
  }

  private Recollection inWords(
      PartitionIndex memories,
      Optional<PartitionIndex> vectors,
      RecallQuery.InWords question,
      Optional<QueryEmbeddings.Asked> asked,
      Deadline deadline)
      throws IOException, LayerFailure {
    Optional<Associations.Asked> concepts = blended.flatMap(b -> b.ask(question, asked));
    return memories.read(
        reader -> {
          IndexSearcher searcher = new IndexSearcher(reader);
          Entries entries = Entries.of(searcher, Search.subject(question), deadline);
          List<Facts> facts = entries.facts();
          boolean[] eligible = entries.in(Search.narrowed(question, question.filter()));
          List<Word> found = new ArrayList<>();
          for (Words.Asked word : words.asked(question.words())) {
            found.add(entries.word(word));
          }
          SubjectVectors known = known(vectors, question, deadline);
          // Where nothing is to be found, nobody waits for the model.
          QueryVector vector =
              asked
                  .filter(_ -> !facts.isEmpty())
                  .map(QueryEmbeddings.Asked::await)
                  .orElseGet(QueryVector.Off::new);
          Corpus corpus =
              new Corpus(
                  facts,
                  eligible,
                  found,
                  vector instanceof QueryVector.Ready(float[] of)
                      ? Optional.of(known.likeness(facts, of))
                      : Optional.empty());
          Ranking ranking = Ranking.of(corpus, policy);
          Answer answer =
              concepts
                  .map(
                      path ->
                          blended
                              .orElseThrow()
                              .answer(question, corpus, ranking, known.between(facts), path))
                  .orElseGet(
                      () -> new Answer(ranking.best(known.between(facts), question.limit()), null));
          Ranked ranked = answer.ranked();
          int embedded = known.count(facts);
          return new Recollection(
              read(searcher, entries, ranked),
              new RankedBy(
                  facts.isEmpty() ? "none" : label(vector, embedded),
                  facts.size(),
                  embedded,
                  ranked.abstained(),
                  ranked.because(),
                  answer.semantic()));
        });
  }

  private SubjectVectors known(
      Optional<PartitionIndex> vectors, RecallQuery question, Deadline deadline)
      throws IOException, LayerFailure {
    if (vectors.isEmpty() || embeddings.isEmpty()) {
      return SubjectVectors.NONE;
    }
    String owner = IndexedField.owner(question.tenant(), question.subject());
    String model = embeddings.get().model();
    return vectors.get().read(reader -> SubjectVectors.read(reader, owner, model, deadline));
  }

  private static String label(QueryVector vector, int embedded) {
    return switch (vector) {
      case QueryVector.Ready _ -> embedded == 0 ? "none" : "used";
      case QueryVector.Late _ -> "late";
      case QueryVector.Failed _ -> "failed";
      case QueryVector.Off _ -> "off";
    };
  }

  private static List<RecalledMemory> read(IndexSearcher searcher, Entries entries, Ranked ranked)
      throws IOException {
    StoredFields fields = searcher.storedFields();
    List<RecalledMemory> memories = new ArrayList<>(ranked.placed().size());
    for (Placed placed : ranked.placed()) {
      memories.add(IndexEntry.read(fields, entries.doc(placed.memory()), placed.parts()));
    }
    return memories;
  }
}
