/** Notices made from what is on the topics, each delivered before the next. */
@NullMarked
package dev.mneme.guard.webhook.kafka;

import org.jspecify.annotations.NullMarked;
