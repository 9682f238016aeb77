package dev.mneme.writer.http;

import dev.mneme.shell.limit.InFlight;
import dev.mneme.writer.body.BodyReader;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;

/** Makes the bounds of the edge, at the start: a wrong setting must stop it. */
@Factory
final class EdgeFactory {

  @Context
  InFlight inFlight(EdgeSettings settings) {
    return new InFlight(settings.mostInFlight());
  }

  @Context
  BodyReader bodyReader(EdgeSettings settings) {
    return new BodyReader(settings.jsonDepth(), settings.jsonValues());
  }
}
