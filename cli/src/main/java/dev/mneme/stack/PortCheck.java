package dev.mneme.stack;

import dev.mneme.stack.process.PortHolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;

/** Whether the ports of a stack are free, found out before anything is started. */
final class PortCheck {

  private PortCheck() {}

  static void check(Map<Integer, String> needed) throws StackFailure {
    for (Map.Entry<Integer, String> port : needed.entrySet()) {
      if (!isFree(port.getKey())) {
        String holder =
            PortHolder.of(port.getKey()).map(h -> " by process " + h).orElse(" by another process");
        throw new StackFailure(
            "Port %d, for %s, is taken%s: stop that, or choose another block with --port-base"
                .formatted(port.getKey(), port.getValue(), holder));
      }
    }
  }

  static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
