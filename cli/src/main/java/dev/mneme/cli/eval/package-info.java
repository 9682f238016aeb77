/** How good recall is, measured by questions whose answers are known. */
@NullMarked
package dev.mneme.cli.eval;

import org.jspecify.annotations.NullMarked;
