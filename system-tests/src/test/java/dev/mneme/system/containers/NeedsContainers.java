package dev.mneme.system.containers;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs where a Docker engine and Compose are, and is reported as skipped where not. With {@code
 * MNEME_CONTAINERS=required} in the environment it runs in any case, and fails where they are not.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ContainersReachable.class)
@interface NeedsContainers {}
