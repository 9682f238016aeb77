/** What a service does or refuses by itself, written down: one entry of the audit for each. */
@NullMarked
package dev.mneme.shell.audit;

import org.jspecify.annotations.NullMarked;
