/** What keeps coming back in the memories of one subject, formed slowly from single episodes. */
@NullMarked
package dev.mneme.reader.concepts;

import org.jspecify.annotations.NullMarked;
