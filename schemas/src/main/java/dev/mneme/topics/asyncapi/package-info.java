/** The topics described for whoever publishes and reads: AsyncAPI, made from the catalogue. */
@NullMarked
package dev.mneme.topics.asyncapi;

import org.jspecify.annotations.NullMarked;
