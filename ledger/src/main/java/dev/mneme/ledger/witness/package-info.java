/** A second pair of eyes on a log: it vouches for one history, and never for two. */
@NullMarked
package dev.mneme.ledger.witness;

import org.jspecify.annotations.NullMarked;
