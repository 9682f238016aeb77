/**
 * Load on a deployment: made from a seed, checked for what it wrote, kept, and compared with what
 * was kept before.
 */
@NullMarked
package dev.mneme.cli.load;

import org.jspecify.annotations.NullMarked;
