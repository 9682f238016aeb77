/** What a service runs with, as it shows itself to operators: flags and effective modes. */
@NullMarked
package dev.mneme.shell.config;

import org.jspecify.annotations.NullMarked;
