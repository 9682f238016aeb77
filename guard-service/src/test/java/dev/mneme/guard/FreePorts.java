package dev.mneme.guard;

import dev.mneme.stack.PartName;
import dev.mneme.stack.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** A block of ports that nobody listens on, below those that connections are given. */
final class FreePorts {

  private FreePorts() {}

  static Ports find() {
    return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(20_000, 32_000))
        .limit(100)
        .mapToObj(Ports::new)
        .filter(ports -> ports.needed(PartName.all()).keySet().stream().allMatch(FreePorts::isFree))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no free block of ports in 100 tries"));
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
