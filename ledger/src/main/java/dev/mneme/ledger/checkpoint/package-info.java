/** What a log says it holds: a size and the root over so many entries, as C2SP writes it. */
@NullMarked
package dev.mneme.ledger.checkpoint;

import org.jspecify.annotations.NullMarked;
