/** What an operator asks of a running suite, by the mneme command. */
@NullMarked
package dev.mneme.system.operator;

import org.jspecify.annotations.NullMarked;
