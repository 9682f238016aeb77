/** One entry per event, for ever: which records of the topic are events that have their entry. */
@NullMarked
package dev.mneme.ledger.once;

import org.jspecify.annotations.NullMarked;
