/** Conversations in files: what a line says, which event it becomes, and how they are published. */
@NullMarked
package dev.mneme.cli.ingest;

import org.jspecify.annotations.NullMarked;
