/** What Apicurio's serialisers need from us. */
@NullMarked
package dev.mneme.serde.apicurio;

import org.jspecify.annotations.NullMarked;
