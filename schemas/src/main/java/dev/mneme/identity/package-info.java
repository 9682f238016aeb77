/** Names for people and things that give nothing away: pseudonyms, keyed hashes, derived ids. */
@NullMarked
package dev.mneme.identity;

import org.jspecify.annotations.NullMarked;
