package dev.mneme.reader.recall.lucene;

/** Names of the fields of an index entry. */
final class IndexedField {

  /** Key of the record on the log: replaces and removes by it. */
  static final String KEY = "key";

  /** Tenant and subject in one term, so that no search can narrow to one without the other. */
  static final String OWNER = "owner";

  /** Personal memories are recalled, those of a cohort only distilled. */
  static final String FAMILY = "family";

  static final String TYPE = "type";
  static final String SESSION = "session";
  static final String PROJECT = "project";
  static final String STATUS = "status";

  /** A tag as it is, to narrow by; {@link #TAGS} are the words of it, to find by. */
  static final String TAG = "tag";

  static final String TEXT = "text";
  static final String SPEAKER = "speaker";
  static final String CONVERSATION = "conversation";
  static final String TAGS = "tags";

  /** Day, month and year of {@code occurred_at}, as one would say them. */
  static final String WHEN = "when";

  static final String OCCURRED_AT = "occurred_at";
  static final String ID = "id";

  /** What ranking needs: {@link PackedFacts}. */
  static final String FACTS = "facts";

  /** The whole record, so that an answer needs the index alone. */
  static final String RECORD = "record";

  /** The vector of a text: {@link VectorEntry}. */
  static final String VECTOR = "vector";

  private IndexedField() {}

  /** A subject has no slash in it, so no two owners share a term. */
  static String owner(String tenant, String subject) {
    return tenant + "/" + subject;
  }
}
