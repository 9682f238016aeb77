package dev.mneme.writer;

import dev.mneme.shell.ServiceStart;

/** Starts the memory-writer. */
public final class MemoryWriter {
  private MemoryWriter() {}

  public static void main(String[] args) {
    ServiceStart.of(MemoryWriter.class, args);
  }
}
