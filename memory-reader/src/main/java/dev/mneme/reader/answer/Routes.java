package dev.mneme.reader.answer;

import dev.mneme.reader.routing.Route;

/** Tells at once, from what is known here, where a recall of a subject goes. */
@FunctionalInterface
public interface Routes {

  Route of(String subject);
}
