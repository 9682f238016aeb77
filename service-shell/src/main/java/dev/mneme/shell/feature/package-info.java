/** Whether the memory layer takes part at all: the switches an operator has at start. */
@NullMarked
package dev.mneme.shell.feature;

import org.jspecify.annotations.NullMarked;
