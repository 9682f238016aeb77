package dev.mneme.cli.redact;

import dev.mneme.redaction.Redacted;
import java.util.List;

/** One text and what was found in it, with offsets into the text in code points. */
public record SpanLine(String text, String redacted, List<Span> spans) {

  /** A finding. */
  public record Span(int start, int end, String type) {}

  public static SpanLine of(String text, Redacted redacted) {
    return new SpanLine(
        text,
        redacted.text(),
        redacted.findings().stream()
            .map(
                f ->
                    new Span(
                        CodePoints.before(text, f.start()),
                        CodePoints.before(text, f.end()),
                        f.type().name()))
            .toList());
  }
}
