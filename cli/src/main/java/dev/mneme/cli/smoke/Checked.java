package dev.mneme.cli.smoke;

/**
 * How a check ended.
 *
 * @param detail what was seen, or what was not
 */
public record Checked(String name, boolean passed, String detail, long tookMs) {}
