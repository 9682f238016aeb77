/** The ledger in memory, held to the same contract as the one in a folder. */
@NullMarked
package dev.mneme.ledger.memory;

import org.jspecify.annotations.NullMarked;
