/** What is in force in this instance, over HTTP. */
@NullMarked
package dev.mneme.shell.control.http;

import org.jspecify.annotations.NullMarked;
