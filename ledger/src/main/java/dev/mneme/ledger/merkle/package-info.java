/** The Merkle tree of RFC 6962: roots, proofs, their checks, and the tiles a tree is kept in. */
@NullMarked
package dev.mneme.ledger.merkle;

import org.jspecify.annotations.NullMarked;
