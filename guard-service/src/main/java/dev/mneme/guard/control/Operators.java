package dev.mneme.guard.control;

import io.micronaut.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** Says who asks for a command, and turns away who may not. */
@FunctionalInterface
public interface Operators {

  /**
   * The actor to write down.
   *
   * @param named who the request says it is for, if it says so
   * @throws dev.mneme.shell.http.ApiProblem when this caller is no operator, or has no name
   */
  String actor(HttpRequest<?> request, @Nullable String named);
}
