package dev.mneme.reader.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mneme.reader.export.PreparedExport;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far a prepared export is.
 *
 * @param status preparing, ready or failed
 * @param download where it is fetched; null until it is ready
 * @param auditReceiptId of what was asked; null when the audit event is not on its way
 */
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
record ExportStatus(
    UUID id,
    String status,
    String format,
    Progress progress,
    Instant expiresAt,
    @Nullable String download,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UUID auditReceiptId) {

  /** Memories found, of those there were. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  record Progress(int done, int total) {}

  static ExportStatus of(PreparedExport export, @Nullable UUID receipt) {
    PreparedExport.Progress progress = export.progress();
    boolean ready = progress.state() == PreparedExport.State.READY;
    return new ExportStatus(
        export.id(),
        progress.state().name().toLowerCase(Locale.ROOT),
        export.query().format().label(),
        new Progress(progress.done(), progress.total()),
        export.expiresAt(),
        ready ? location(export, "/download") : null,
        receipt);
  }

  /** Names tenant and subject, so that whoever has them can be found by the address alone. */
  static String location(PreparedExport export, String below) {
    return "/v1/personal/export/%s%s?tenant=%s&subject=%s"
        .formatted(export.id(), below, export.query().tenant(), export.query().subject());
  }
}
