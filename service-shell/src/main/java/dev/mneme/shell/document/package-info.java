/** What a service says about its own interfaces: OpenAPI of its routes, AsyncAPI of the topics. */
@NullMarked
package dev.mneme.shell.document;

import org.jspecify.annotations.NullMarked;
