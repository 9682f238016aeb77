/** Numbers a state gives to a person, each with the checksum or rules of its state. */
@NullMarked
package dev.mneme.redaction.nationalid;

import org.jspecify.annotations.NullMarked;
