/** What the ledger says of itself over HTTP. */
@NullMarked
package dev.mneme.audit.http;

import org.jspecify.annotations.NullMarked;
