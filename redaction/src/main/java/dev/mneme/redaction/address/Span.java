package dev.mneme.redaction.address;

/**
 * Neighbouring tokens.
 *
 * @param to index after the last
 * @param sure whether they are an address whatever stands around them
 */
record Span(int from, int to, boolean sure) {}
