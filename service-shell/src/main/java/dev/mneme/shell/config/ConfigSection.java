package dev.mneme.shell.config;

import java.util.Map;

/**
 * One part of what {@code GET /v1/config} shows. Whatever has settings or effective modes adds its
 * own by being a bean.
 */
public interface ConfigSection {

  /** Short and stable, such as {@code features}. */
  String name();

  /**
   * As they are now: texts, numbers, booleans, and lists and maps of those. Never a key, a
   * password, a token, nor an address that may hold one.
   */
  Map<String, Object> values();
}
