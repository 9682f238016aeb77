package dev.mneme.audit.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;

/**
 * That the tree of one size is the beginning of that of another.
 *
 * @param fromRoot hexadecimal, like all hashes here
 * @param proof as RFC 6962, section 2.1.2, orders it
 */
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ConsistencyProof(
    int partition, long from, long to, String fromRoot, String toRoot, List<String> proof) {}
