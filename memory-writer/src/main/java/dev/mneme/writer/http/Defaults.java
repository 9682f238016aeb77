package dev.mneme.writer.http;

/** What a request means by what it leaves out. */
final class Defaults {
  static final String TENANT = "default";
  static final String TYPE = "episode";

  private Defaults() {}
}
