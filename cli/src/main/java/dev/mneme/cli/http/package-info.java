/** Speaking to the services over HTTP, as any client would. */
@NullMarked
package dev.mneme.cli.http;

import org.jspecify.annotations.NullMarked;
