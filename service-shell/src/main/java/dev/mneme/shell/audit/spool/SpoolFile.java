package dev.mneme.shell.audit.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.avro.Schema;

/** One file of the spool, open for reading, and for appending if it is this process' own. */
final class SpoolFile implements AutoCloseable {
  private static final String SUFFIX = ".spool";

  private final Path path;
  private final long number;
  private final FileChannel channel;
  private final Optional<SpoolFormat.Header> header;

  private SpoolFile(
      Path path, long number, FileChannel channel, Optional<SpoolFormat.Header> header) {
    this.path = path;
    this.number = number;
    this.channel = channel;
    this.header = header;
  }

  /** Numbers of the files in a folder, in the order in which they were written. */
  static List<Long> numbers(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> Long.parseLong(name.substring(0, name.length() - SUFFIX.length())))
          .sorted()
          .toList();
    }
  }

  static SpoolFile create(Path folder, long number) throws IOException {
    Path path = path(folder, number);
    FileChannel channel =
        FileChannel.open(
            path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    byte[] header = SpoolFormat.header();
    write(channel, header, 0);
    return new SpoolFile(path, number, channel, SpoolFormat.Header.of(ByteBuffer.wrap(header)));
  }

  static SpoolFile open(Path folder, long number) throws IOException {
    Path path = path(folder, number);
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    ByteBuffer start = ByteBuffer.allocate((int) Math.min(channel.size(), 1 << 20));
    while (start.hasRemaining() && channel.read(start, start.position()) >= 0) {
      // a read may give less than was asked for
    }
    return new SpoolFile(path, number, channel, SpoolFormat.Header.of(start.flip()));
  }

  private static Path path(Path folder, long number) {
    return folder.resolve("%020d%s".formatted(number, SUFFIX));
  }

  long number() {
    return number;
  }

  long size() throws IOException {
    return channel.size();
  }

  /** Where its first frame begins; its end when it has none. */
  long first() throws IOException {
    return header.isPresent() ? header.get().length() : size();
  }

  /** Returns when the operating system has it, which outlives the process. */
  void append(byte[] frame) throws IOException {
    long end = channel.size();
    try {
      write(channel, frame, end);
    } catch (IOException e) {
      channel.truncate(end);
      throw e;
    }
  }

  /** A frame, and where the next one begins. */
  record Read(Spooled spooled, long next) {}

  /** Empty at the end of what was written whole. */
  Optional<Read> read(long at) throws IOException {
    Optional<Schema> written = header.map(SpoolFormat.Header::schema);
    if (written.isEmpty()) {
      return Optional.empty();
    }
    Optional<ByteBuffer> head = bytes(at, SpoolFormat.FRAME_HEAD);
    if (head.isEmpty()) {
      return Optional.empty();
    }
    int length = head.get().getInt();
    int crc = head.get().getInt();
    if (length < 1 || length > SpoolFormat.LONGEST) {
      return Optional.empty();
    }
    Optional<ByteBuffer> payload = bytes(at + SpoolFormat.FRAME_HEAD, length);
    if (payload.isEmpty()) {
      return Optional.empty();
    }
    long next = at + SpoolFormat.FRAME_HEAD + length;
    return SpoolFormat.spooled(written.get(), crc, payload.get().array())
        .map(spooled -> new Read(spooled, next));
  }

  private Optional<ByteBuffer> bytes(long at, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, at + bytes.position()) < 0) {
        return Optional.empty();
      }
    }
    return Optional.of(bytes.flip());
  }

  private static void write(FileChannel channel, byte[] bytes, long at) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer, at + buffer.position());
    }
  }

  void delete() throws IOException {
    channel.close();
    Files.deleteIfExists(path);
  }

  /** The position up to which all was delivered, if that was written down for this file. */
  static OptionalLong delivered(Path folder, long number) throws IOException {
    Path file = folder.resolve("delivered");
    if (!Files.exists(file) || Files.size(file) != 2 * Long.BYTES) {
      return OptionalLong.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    return bytes.getLong() == number ? OptionalLong.of(bytes.getLong()) : OptionalLong.empty();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
