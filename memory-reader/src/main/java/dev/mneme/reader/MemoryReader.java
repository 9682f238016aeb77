package dev.mneme.reader;

import dev.mneme.shell.ServiceStart;

/** The memory-reader service. */
public final class MemoryReader {

  private MemoryReader() {}

  public static void main(String[] args) {
    ServiceStart.of(MemoryReader.class, args);
  }
}
