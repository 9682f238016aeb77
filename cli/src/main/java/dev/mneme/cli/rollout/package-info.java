/** What instances say they obey, and whether they obey what was just set. */
@NullMarked
package dev.mneme.cli.rollout;

import org.jspecify.annotations.NullMarked;
