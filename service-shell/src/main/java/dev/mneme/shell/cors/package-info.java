/** Which pages of other origins may ask from a browser: those on a list, and no others. */
@NullMarked
package dev.mneme.shell.cors;

import org.jspecify.annotations.NullMarked;
