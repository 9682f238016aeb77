package dev.mneme.system.cluster;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between clients and a broker and knows requests apart: passes everything on, except that
 * the answer to a commit or abort of a transaction may meet a fate. A request is {@code size, api
 * key, version, correlation id}, an answer {@code size, correlation id}.
 *
 * @see <a href="https://kafka.apache.org/protocol#protocol_messages">the protocol</a>
 */
public final class AnswerProxy implements AutoCloseable {

  private static final short END_TXN = 26;

  private final ServerSocket socket;
  private final AtomicInteger left = new AtomicInteger();
  private final AtomicInteger met = new AtomicInteger();
  private volatile int brokerPort;
  private volatile Fate fate = new Fate.Cut();

  /** What becomes of an answer. The broker has done what was asked in every case. */
  public sealed interface Fate {

    /** It comes late. */
    record Late(Duration by) implements Fate {}

    /** The connection ends before it. */
    record Cut() implements Fate {}

    /** It never comes, nor does anything after it on this connection. */
    record Silence() implements Fate {}
  }

  public AnswerProxy() throws IOException {
    this.socket = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  public int port() {
    return socket.getLocalPort();
  }

  public void passOnTo(int port) {
    brokerPort = port;
  }

  /** The next answers to commits or aborts. */
  public void next(int answers, Fate fate) {
    this.fate = fate;
    met.set(0);
    left.set(answers);
  }

  /** How many answers met their fate. */
  public int met() {
    return met.get();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        Socket broker = new Socket(InetAddress.getLoopbackAddress(), brokerPort);
        Set<Integer> awaited = ConcurrentHashMap.newKeySet();
        Thread.ofVirtual().start(() -> pump(client, broker, bytes -> note(bytes, awaited)));
        Thread.ofVirtual().start(() -> pump(broker, client, bytes -> answer(bytes, awaited)));
      } catch (IOException e) {
        // closed, or the broker is away: the client sees its connection end
      }
    }
  }

  /** What is done before a frame is passed on; false keeps it back. */
  @FunctionalInterface
  private interface Gate {
    boolean pass(ByteBuffer frame) throws IOException, InterruptedException;
  }

  private static void pump(Socket from, Socket to, Gate gate) {
    try (from;
        to;
        DataInputStream in = new DataInputStream(from.getInputStream());
        DataOutputStream out = new DataOutputStream(to.getOutputStream())) {
      boolean passing = true;
      while (true) {
        byte[] frame = new byte[in.readInt()];
        in.readFully(frame);
        passing = passing && gate.pass(ByteBuffer.wrap(frame));
        if (passing) {
          out.write(
              ByteBuffer.allocate(Integer.BYTES + frame.length)
                  .putInt(frame.length)
                  .put(frame)
                  .array());
          out.flush();
        }
      }
    } catch (IOException | InterruptedException e) {
      // either side ended it, and now both do
    }
  }

  private boolean note(ByteBuffer request, Set<Integer> awaited) {
    if (request.getShort(0) == END_TXN) {
      awaited.add(request.getInt(4));
    }
    return true;
  }

  private boolean answer(ByteBuffer answer, Set<Integer> awaited)
      throws IOException, InterruptedException {
    if (!awaited.remove(answer.getInt(0)) || left.getAndUpdate(n -> Math.max(0, n - 1)) == 0) {
      return true;
    }
    met.incrementAndGet();
    return switch (fate) {
      case Fate.Late(Duration by) -> {
        Thread.sleep(by);
        yield true;
      }
      case Fate.Cut() -> throw new IOException("cut");
      case Fate.Silence() -> false;
    };
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
