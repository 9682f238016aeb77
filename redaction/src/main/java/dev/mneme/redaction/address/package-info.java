/** Postal addresses, read as people of several countries write them. */
@NullMarked
package dev.mneme.redaction.address;

import org.jspecify.annotations.NullMarked;
