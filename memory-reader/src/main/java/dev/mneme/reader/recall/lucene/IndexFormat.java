package dev.mneme.reader.recall.lucene;

import org.apache.lucene.analysis.Analyzer;

/**
 * How entries of an index are written. An index of another format is rebuilt from its topic instead
 * of being migrated.
 *
 * @param name differs whenever entries do
 * @param analyzer of the words in them
 */
record IndexFormat(String name, Analyzer analyzer) {}
