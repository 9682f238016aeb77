package dev.mneme.shell.audit.spool;

import dev.mneme.events.AuditEvent;
import dev.mneme.shell.audit.AuditTrail.About;
import dev.mneme.tracing.TraceParent;
import org.jspecify.annotations.Nullable;

/** An entry that waits, whom it is about, and the span it follows from. */
record Spooled(AuditEvent entry, About about, @Nullable TraceParent parent) {}
