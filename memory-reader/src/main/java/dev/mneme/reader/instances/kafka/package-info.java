/** Instances as members of one consumer group: the group's leader shares the partitions out. */
@NullMarked
package dev.mneme.reader.instances.kafka;

import org.jspecify.annotations.NullMarked;
