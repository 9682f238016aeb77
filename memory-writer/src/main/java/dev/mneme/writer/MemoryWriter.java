package dev.mneme.writer;

import io.micronaut.runtime.Micronaut;

/** Starts the memory-writer. */
public final class MemoryWriter {
  private MemoryWriter() {}

  public static void main(String[] args) {
    Micronaut.build(args).mainClass(MemoryWriter.class).banner(false).start();
  }
}
