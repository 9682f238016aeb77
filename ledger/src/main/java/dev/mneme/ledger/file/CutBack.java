package dev.mneme.ledger.file;

import dev.mneme.ledger.format.Finding;

/**
 * What a crash left of an append was removed when the log was opened.
 *
 * @param entries whole entries kept
 * @param bytes bytes removed after them
 * @param why what was the matter with the bytes
 */
public record CutBack(int partition, long entries, long bytes, Finding why) {}
