package dev.mneme.guard.topology;

import dev.mneme.events.AuditEvent;
import dev.mneme.events.GuardEvent;
import dev.mneme.events.LayerMode;
import java.util.Optional;

/**
 * What one change of a scope tells the others.
 *
 * @param event none when only an offer was made, which is no event of the guard's
 */
record Announcement(LayerMode mode, Optional<GuardEvent> event, AuditEvent audit) {}
