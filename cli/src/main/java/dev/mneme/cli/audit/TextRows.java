package dev.mneme.cli.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows as text, one after the other, with nothing kept. */
public final class TextRows {
  private TextRows() {}

  /** One JSON object a line; a column without a value is null. */
  public static RowWriter jsonLines(Writer out) throws IOException {
    JsonGenerator json = new JsonFactory().createGenerator(out);
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
    return new RowWriter() {
      private boolean any;

      @Override
      public void write(AuditRow row) throws IOException {
        any = true;
        json.writeStartObject();
        for (Column column : Column.values()) {
          json.writeFieldName(column.label());
          switch (column.of(row)) {
            case null -> json.writeNull();
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Object other -> json.writeString(other.toString());
          }
        }
        json.writeEndObject();
      }

      @Override
      public void close() throws IOException {
        json.close();
        if (any) {
          out.write("\n");
        }
        out.flush();
      }
    };
  }

  /** RFC 4180 with a head; a column without a value is empty. */
  public static RowWriter csv(Writer out) throws IOException {
    out.write(
        Arrays.stream(Column.values()).map(Column::label).collect(Collectors.joining(","))
            + "\r\n");
    return new RowWriter() {
      @Override
      public void write(AuditRow row) throws IOException {
        out.write(
            Arrays.stream(Column.values())
                    .map(column -> cell(column.of(row)))
                    .collect(Collectors.joining(","))
                + "\r\n");
      }

      @Override
      public void close() throws IOException {
        out.flush();
      }
    };
  }

  static String cell(@Nullable Object value) {
    String text = value == null ? "" : value.toString();
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
