/**
 * Settings that operators change while services run: what they look like on {@code memory.control},
 * and which of them is in force.
 */
@NullMarked
package dev.mneme.control;

import org.jspecify.annotations.NullMarked;
