package dev.mneme.cli.ingest;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lines that were not taken as they are, by number and reason: a file of JSON lines that exists
 * only if there are any, and holds nothing of what the lines say.
 */
final class LineReport implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_SHOWN = 20;
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

  private final Path file;
  private final Path source;
  private final List<Ingested.Finding> first = new ArrayList<>();
  private long skipped;
  private long noted;
  private @Nullable BufferedWriter writer;

  LineReport(Path folder, Path source, Instant at) {
    this.file = folder.resolve("ingest-" + STAMP.format(at) + ".jsonl");
    this.source = source;
  }

  void skipped(long line, String reason) throws IOException {
    skipped++;
    add(new Ingested.Finding(line, true, reason));
  }

  void noted(long line, String reason) throws IOException {
    noted++;
    add(new Ingested.Finding(line, false, reason));
  }

  private void add(Ingested.Finding finding) throws IOException {
    if (first.size() < MOST_SHOWN) {
      first.add(finding);
    }
    BufferedWriter out = writer;
    if (out == null) {
      Files.createDirectories(file.getParent());
      out = Files.newBufferedWriter(file);
      writer = out;
    }
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("file", source.toString());
    row.put("line", finding.line());
    row.put("skipped", finding.skipped());
    row.put("reason", finding.reason());
    out.write(JSON.writeValueAsString(row));
    out.newLine();
  }

  long skipped() {
    return skipped;
  }

  long noted() {
    return noted;
  }

  /** The first of them. */
  List<Ingested.Finding> first() {
    return List.copyOf(first);
  }

  Optional<Path> file() {
    return writer == null ? Optional.empty() : Optional.of(file);
  }

  @Override
  public void close() throws IOException {
    if (writer != null) {
      writer.close();
    }
  }
}
