package dev.mneme.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Option;

/**
 * Where a command writes: its result to standard output, once; everything on the way to standard
 * error.
 */
final class Output {

  enum Format {
    TEXT,
    JSON
  }

  private static final ObjectWriter WRITER =
      new ObjectMapper()
          .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .writerWithDefaultPrettyPrinter();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description =
          "How the result is written: ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
  private Format format = Format.TEXT;

  @Option(names = "--debug", description = "Show where a failure comes from.")
  private boolean debug;

  private final PrintStream out = utf8(FileDescriptor.out);
  private final PrintStream err = utf8(FileDescriptor.err);

  /** Whatever the terminal's settings: the logs and memories of people are UTF-8. */
  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  boolean isJson() {
    return format == Format.JSON;
  }

  boolean isDebug() {
    return debug;
  }

  /** The result of the command, in the form that was asked for. */
  void document(Object json, String text) {
    switch (format) {
      case JSON -> out.println(toJson(json));
      case TEXT -> out.println(text);
    }
  }

  /** A piece of text output as it comes, for commands without a document. */
  void line(String text) {
    out.println(text);
  }

  void progress(String text) {
    err.println(text);
  }

  void problem(String sentence) {
    err.println("mneme: " + sentence);
  }

  static String toJson(Object value) {
    try {
      return WRITER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a result is plain data", e);
    }
  }
}
