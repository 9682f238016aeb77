/** The documents of the interfaces, held against the running suite. */
@NullMarked
package dev.mneme.system.documents;

import org.jspecify.annotations.NullMarked;
