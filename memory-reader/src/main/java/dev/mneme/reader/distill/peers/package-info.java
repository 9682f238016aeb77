/**
 * Asks other instances for the parts of an answer that are not here, and gives them those that are:
 * raw parts, which hide nobody, between instances only.
 */
@NullMarked
package dev.mneme.reader.distill.peers;

import org.jspecify.annotations.NullMarked;
