package dev.mneme.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** The block of ports of one stack: eleven in a row from its base. */
public record Ports(int base) {

  public static final int DEFAULT_BASE = 4099;
  static final int SIZE = 11;
  private static final int LEAST_FREE = 20_000;
  private static final int MOST_FREE = 32_000;

  public Ports {
    if (base < 1024 || base + SIZE - 1 > 65535) {
      throw new IllegalArgumentException(
          "the port base must be between 1024 and %d, not %d".formatted(65536 - SIZE, base));
    }
  }

  public static Ports standard() {
    return new Ports(DEFAULT_BASE);
  }

  /**
   * A block that nobody listens on now, below the range that systems give to clients: for a stack
   * beside another one.
   *
   * @throws IllegalStateException when a hundred tries found none
   */
  public static Ports free() {
    for (int attempt = 0; attempt < 100; attempt++) {
      int base = ThreadLocalRandom.current().nextInt(LEAST_FREE, MOST_FREE);
      if (IntStream.range(base, base + SIZE).allMatch(Ports::isFree)) {
        return new Ports(base);
      }
    }
    throw new IllegalStateException(
        "no block of %d free ports was found between %d and %d"
            .formatted(SIZE, LEAST_FREE, MOST_FREE));
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  public int writer() {
    return base;
  }

  public int reader() {
    return base + 1;
  }

  public int guard() {
    return base + 2;
  }

  public int auditSink() {
    return base + 3;
  }

  public int kafka() {
    return base + 4;
  }

  public int kafkaController() {
    return base + 5;
  }

  public int registry() {
    return base + 6;
  }

  public int postgres() {
    return base + 7;
  }

  public int registryManagement() {
    return base + 8;
  }

  /** Of the second instance. */
  public int reader2() {
    return base + 9;
  }

  /** Of the third instance. */
  public int reader3() {
    return base + 10;
  }

  /** The port a part is spoken to on. */
  public int of(PartName part) {
    return switch (part) {
      case KAFKA -> kafka();
      case REGISTRY -> registry();
      case POSTGRES -> postgres();
      case AUDIT_SINK -> auditSink();
      case GUARD -> guard();
      case WRITER -> writer();
      case READER -> reader();
      case READER_2 -> reader2();
      case READER_3 -> reader3();
    };
  }

  /** Every port that these parts will listen on, with what it is for. */
  public Map<Integer, String> needed(Set<PartName> parts) {
    Map<Integer, String> needed = new LinkedHashMap<>();
    for (PartName part : parts) {
      needed.put(of(part), part.label());
    }
    if (parts.contains(PartName.KAFKA)) {
      needed.put(kafkaController(), "kafka controller");
    }
    if (parts.contains(PartName.REGISTRY)) {
      needed.put(registryManagement(), "registry management");
    }
    return needed;
  }

  /** Addresses as the services and tools are given them. */
  public String bootstrap() {
    return "127.0.0.1:" + kafka();
  }

  public String registryUrl() {
    return "http://127.0.0.1:" + registry() + "/apis/ccompat/v7";
  }

  public String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:" + postgres() + "/mneme";
  }

  public String http(PartName part) {
    return "http://127.0.0.1:" + of(part);
  }
}
