/** Requests that go on to the instance that has what they are about. */
@NullMarked
package dev.mneme.reader.instances.http;

import org.jspecify.annotations.NullMarked;
