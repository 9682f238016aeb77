package dev.mneme.reader;

import io.micronaut.runtime.Micronaut;

/** The memory-reader service. */
public final class MemoryReader {

  private MemoryReader() {}

  public static void main(String[] args) {
    Micronaut.build(args).mainClass(MemoryReader.class).banner(false).start();
  }
}
