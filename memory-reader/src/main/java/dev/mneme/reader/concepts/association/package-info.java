/** Which concepts a question touches, beside the search for episodes and within a short time. */
@NullMarked
package dev.mneme.reader.concepts.association;

import org.jspecify.annotations.NullMarked;
