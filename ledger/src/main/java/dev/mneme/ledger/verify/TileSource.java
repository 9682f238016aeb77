package dev.mneme.ledger.verify;

import java.io.IOException;

/** The files of one log in the layout of C2SP tlog-tiles, wherever they are. */
@FunctionalInterface
public interface TileSource {

  /**
   * @param path {@code checkpoint}, or what begins with {@code tile/}
   * @throws IOException it is not there or cannot be had
   */
  byte[] get(String path) throws IOException;
}
