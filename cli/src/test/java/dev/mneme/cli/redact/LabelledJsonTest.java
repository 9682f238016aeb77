package dev.mneme.cli.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mneme.redaction.Finding;
import dev.mneme.redaction.PiiType;
import dev.mneme.redaction.Policy;
import dev.mneme.redaction.Redactor;
import dev.mneme.redaction.score.Labelled;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelledJsonTest {

  @Test
  void shouldReadOffsetsInCodePoints() {
    List<Labelled> texts =
        LabelledJson.parse(
            List.of(
                "{\"text\": \"\\ud83d\\ude00 a@b.co\", \"spans\": "
                    + "[{\"start\": 2, \"end\": 8, \"type\": \"EMAIL_ADDRESS\"}]}"));

    assertThat(texts.getFirst().spans()).containsExactly(new Finding(PiiType.EMAIL, 3, 9));
  }

  @Test
  void shouldNameTheLineThatCannotBeRead() {
    String good = "{\"text\":\"x\",\"spans\":[]}";

    assertThatThrownBy(() -> LabelledJson.parse(List.of(good, "{\"text\": 1}")))
        .hasMessage("line 2: it has no text or no spans");
    assertThatThrownBy(() -> LabelledJson.parse(List.of("{\"text\": \"")))
        .hasMessage("line 1 is no JSON");
    assertThatThrownBy(
            () ->
                LabelledJson.parse(
                    List.of(
                        "{\"text\":\"x\",\"spans\":[{\"start\":0,\"end\":9,\"type\":\"EMAIL\"}]}")))
        .hasMessage("line 1: an offset lies outside the text");
  }

  @Test
  void shouldWriteSpansInCodePoints() {
    String text = "\ud83d\ude00 write to ada@example.com";

    SpanLine line = SpanLine.of(text, Redactor.of(Policy.standard()).redact(text));

    assertThat(line.redacted()).isEqualTo("\ud83d\ude00 write to [EMAIL]");
    assertThat(line.spans()).containsExactly(new SpanLine.Span(11, 26, "EMAIL"));
  }
}
