package dev.mneme.reader;

import dev.mneme.follower.TopicFollower;
import dev.mneme.reader.embedding.EmbeddingWorker;
import dev.mneme.reader.embedding.QueryEmbeddings;
import java.util.Optional;

/** Everything that runs for vectors, or nothing of it where they are off. */
record Embedding(
    Optional<TopicFollower> vectors,
    Optional<EmbeddingWorker> worker,
    Optional<QueryEmbeddings> questions) {

  void start() {
    vectors.ifPresent(TopicFollower::start);
    worker.ifPresent(EmbeddingWorker::start);
  }

  void close() {
    worker.ifPresent(EmbeddingWorker::close);
    vectors.ifPresent(TopicFollower::close);
    questions.ifPresent(QueryEmbeddings::close);
  }
}
