/** Whether the service lives, and whether it is ready, with the failing check named. */
@NullMarked
package dev.mneme.shell.health;

import org.jspecify.annotations.NullMarked;
