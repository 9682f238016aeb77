/** Where requests meet the breakers, and operators see them. */
@NullMarked
package dev.mneme.shell.slo.http;

import org.jspecify.annotations.NullMarked;
