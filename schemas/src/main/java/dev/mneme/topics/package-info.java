/** The topics of the suite: each declared once, provisioned by one command, checked for drift. */
@NullMarked
package dev.mneme.topics;

import org.jspecify.annotations.NullMarked;
