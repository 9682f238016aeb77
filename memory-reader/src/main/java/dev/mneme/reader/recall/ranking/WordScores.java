package dev.mneme.reader.recall.ranking;

import dev.mneme.reader.recall.ranking.Corpus.Word;
import dev.mneme.reader.recall.ranking.ScoreParts.WordPart;
import java.util.ArrayList;
import java.util.List;

/**
 * BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009) of each memory, in
 * which a memory's words are its own and, for less, those of the texts around it.
 *
 * <pre>
 * tf  = own + near · (said before + said after) + far · (the same, one further)
 * idf = ln(1 + (n − df + ½) / (df + ½))
 * Σ idf · tf · (k1 + 1) / (tf + k1 · (1 − b + b · length / average length))
 * </pre>
 */
final class WordScores {

  private final Corpus corpus;
  private final Neighbours neighbours;
  private final RankingPolicy.Words policy;
  private final double[] lengths;
  private final double averageLength;
  private final double[] idf;
  private final double[] scores;
  private final double bound;

  WordScores(Corpus corpus, Neighbours neighbours, RankingPolicy.Words policy) {
    this.corpus = corpus;
    this.neighbours = neighbours;
    this.policy = policy;
    this.lengths = lengths();
    this.averageLength = average(lengths);
    this.idf = new double[corpus.words().size()];
    this.scores = new double[corpus.size()];
    double most = 0;
    for (int w = 0; w < idf.length; w++) {
      Word word = corpus.words().get(w);
      double[] frequencies = frequencies(word);
      idf[w] = idf(frequencies);
      boolean found = false;
      for (int i = 0; i < scores.length; i++) {
        scores[i] += score(w, frequencies[i], lengths[i]);
        found |= frequencies[i] > 0;
      }
      if (word.counts() || found) {
        most += idf[w] * (policy.k1() + 1);
      }
    }
    this.bound = most;
  }

  private double[] lengths() {
    float[] said = new float[corpus.size()];
    for (int i = 0; i < said.length; i++) {
      said[i] = corpus.memories().get(i).textWords();
    }
    double[] all = new double[said.length];
    for (int i = 0; i < all.length; i++) {
      all[i] =
          corpus.memories().get(i).ownWords()
              + neighbours.around(i, said, policy.near(), policy.far());
    }
    return all;
  }

  private static double average(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return values.length == 0 || sum == 0 ? 1 : sum / values.length;
  }

  private double frequency(Word word, int memory) {
    return word.own()[memory] + neighbours.around(memory, word.said(), policy.near(), policy.far());
  }

  private double[] frequencies(Word word) {
    double[] frequencies = new double[corpus.size()];
    for (int i = 0; i < frequencies.length; i++) {
      frequencies[i] = frequency(word, i);
    }
    return frequencies;
  }

  private double idf(double[] frequencies) {
    int having = 0;
    for (double frequency : frequencies) {
      having += frequency > 0 ? 1 : 0;
    }
    int all = Math.max(frequencies.length, policy.fewest());
    return Math.log(1 + (all - having + 0.5) / (having + 0.5));
  }

  private double score(int word, double frequency, double length) {
    if (frequency == 0) {
      return 0;
    }
    double norm = policy.k1() * (1 - policy.b() + policy.b() * length / averageLength);
    return idf[word] * frequency * (policy.k1() + 1) / (frequency + norm);
  }

  double of(int memory) {
    return scores[memory];
  }

  /** The score as a share of what no memory can exceed: every word of the question, for ever. */
  double share(int memory) {
    return bound == 0 ? 0 : scores[memory] / bound;
  }

  List<WordPart> parts(int memory) {
    List<WordPart> parts = new ArrayList<>();
    for (int w = 0; w < idf.length; w++) {
      Word word = corpus.words().get(w);
      double frequency = frequency(word, memory);
      if (frequency > 0) {
        parts.add(
            new WordPart(
                word.word(),
                idf[w],
                word.own()[memory],
                frequency - word.own()[memory],
                score(w, frequency, lengths[memory])));
      }
    }
    return parts;
  }
}
