package dev.mneme.reader.routing;

/** What is known about a layer when a recall arrives. */
public sealed interface Standing {

  /** The guard lets it be read, under this epoch. */
  record Readable(long epoch) implements Standing {}

  /** The guard has taken it out of the read path. */
  record Withdrawn(String reason, String because) implements Standing {}

  /** It is not known to be fit to be read: the stricter answer is not to. */
  record Unfit(String reason, String because) implements Standing {}
}
