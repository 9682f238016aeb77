package dev.mneme.shell.slo.http;

import dev.mneme.shell.auth.Consent;
import dev.mneme.shell.auth.Need;
import dev.mneme.shell.slo.ServedOperations;
import dev.mneme.shell.slo.ServedOperations.Cell;
import io.micronaut.context.annotation.Factory;
import io.micronaut.web.router.Router;
import jakarta.inject.Singleton;
import java.util.stream.Collectors;

/** Reads off the routes which operations this service answers, so that none is forgotten. */
@Factory
final class ServedRoutes {

  @Singleton
  ServedOperations served(Router router) {
    return new ServedOperations(
        router
            .uriRoutes()
            .map(route -> Need.of(true, route.getUriMatchTemplate().toPathString()))
            .filter(Need.Memories.class::isInstance)
            .map(Need.Memories.class::cast)
            .filter(need -> Consent.permits(need.family(), need.operation()))
            .map(need -> new Cell(need.family(), need.operation()))
            .collect(Collectors.toSet()));
  }
}
