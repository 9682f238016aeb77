/** The ledger in a folder: append, fsync, then visible. */
@NullMarked
package dev.mneme.ledger.file;

import org.jspecify.annotations.NullMarked;
