package dev.mneme.stack.ready;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A broker that answers an ApiVersions request, the first request of every client. Spoken by hand,
 * because a client of Kafka's takes longer to start than the question is worth.
 *
 * @see <a href="https://kafka.apache.org/protocol#The_Messages_ApiVersions">the protocol</a>
 */
public record BrokerCheck(int port) implements Check {

  private static final short API_VERSIONS = 18;
  private static final int CORRELATION = 7;
  private static final int LARGEST_ANSWER = 64 * 1024;

  @Override
  public CheckResult run(Duration within) {
    int millis = Math.toIntExact(within.toMillis());
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), millis);
      socket.setSoTimeout(millis);
      ask(new DataOutputStream(socket.getOutputStream()));
      return answer(new DataInputStream(socket.getInputStream()));
    } catch (IOException e) {
      return new CheckResult.NotReady("no broker answers on port " + port);
    }
  }

  private static void ask(DataOutputStream out) throws IOException {
    byte[] client = "mneme".getBytes(StandardCharsets.US_ASCII);
    out.writeInt(2 + 2 + 4 + 2 + client.length);
    out.writeShort(API_VERSIONS);
    out.writeShort(0);
    out.writeInt(CORRELATION);
    out.writeShort(client.length);
    out.write(client);
    out.flush();
  }

  private CheckResult answer(DataInputStream in) throws IOException {
    int size = in.readInt();
    if (size < 6 || size > LARGEST_ANSWER || in.readInt() != CORRELATION) {
      return new CheckResult.NotReady("what answers on port " + port + " is not a broker");
    }
    short error = in.readShort();
    return error == 0
        ? new CheckResult.Ready()
        : new CheckResult.NotReady("the broker answers with error " + error);
  }
}
