/** Names of people, by what introduces them. */
@NullMarked
package dev.mneme.redaction.person;

import org.jspecify.annotations.NullMarked;
