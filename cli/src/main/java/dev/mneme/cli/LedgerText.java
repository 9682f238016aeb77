package dev.mneme.cli;

import dev.mneme.ledger.note.NoteVerifier;
import dev.mneme.ledger.verify.LedgerReport;
import dev.mneme.ledger.verify.PartitionReport;
import dev.mneme.ledger.verify.Statement;
import dev.mneme.ledger.verify.TilesReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What verifications found, for people and for programs. */
final class LedgerText {

  private LedgerText() {}

  static Map<String, Object> document(Path ledger, LedgerReport report) {
    List<Object> partitions = new ArrayList<>();
    for (PartitionReport partition : report.partitions()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("partition", partition.partition());
      row.put("entries", partition.entries());
      row.put("head", partition.head().toString());
      row.put("root", partition.root().toString());
      switch (partition) {
        case PartitionReport.Intact _ -> row.put("intact", true);
        case PartitionReport.Broken broken -> {
          row.put("intact", false);
          row.put("first_bad_entry", broken.finding().index());
          row.put("flaw", broken.finding().flaw().name());
          row.put("finding", broken.finding().toString());
        }
      }
      partitions.add(row);
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("ledger", ledger.toString());
    document.put("intact", report.intact());
    document.put("entries", report.entries());
    document.put("entries_per_second", Math.round(report.entriesPerSecond()));
    document.put("checkpoint", sentence(report.statement()));
    document.put("partitions", partitions);
    return document;
  }

  static String text(LedgerReport report) {
    Table table = new Table("PARTITION", "ENTRIES", "ROOT", "");
    List<String> findings = new ArrayList<>();
    for (PartitionReport partition : report.partitions()) {
      String verdict =
          switch (partition) {
            case PartitionReport.Intact _ -> "intact";
            case PartitionReport.Broken broken -> {
              findings.add("First bad entry: " + broken.finding());
              yield "broken";
            }
          };
      table.row(
          Integer.toString(partition.partition()),
          Long.toString(partition.entries()),
          partition.root().toString(),
          verdict);
    }
    findings.add("Signed checkpoint: %s.".formatted(sentence(report.statement())));
    findings.add(
        report.intact()
            ? "Intact: %d entries, each commits to the one before.".formatted(report.entries())
            : "Not intact: %d entries before the first bad ones.".formatted(report.entries()));
    findings.add(speed(report.entries(), report.took()));
    return table + System.lineSeparator() + String.join(System.lineSeparator(), findings);
  }

  private static String sentence(Statement statement) {
    return switch (statement) {
      case Statement.Absent() -> "there is none";
      case Statement.Unchecked() -> "fits; its signature was not checked, no key was named";
      case Statement.Signed(List<NoteVerifier> by) -> "fits, signed by " + names(by);
      case Statement.Refused(String because) -> "refused: " + because;
    };
  }

  static Map<String, Object> document(List<TilesReport> reports) {
    List<Object> logs = new ArrayList<>();
    for (TilesReport report : reports) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("origin", report.checkpoint().origin());
      row.put("entries", report.entries());
      row.put("signed_size", report.checkpoint().size());
      row.put("root", report.checkpoint().root().toString());
      row.put("signed_by", report.by().stream().map(NoteVerifier::name).toList());
      row.put("intact", report.intact());
      report.finding().ifPresent(finding -> row.put("first_bad_entry", finding.index()));
      report.finding().ifPresent(finding -> row.put("finding", finding.toString()));
      logs.add(row);
    }
    return Map.of("intact", reports.stream().allMatch(TilesReport::intact), "logs", logs);
  }

  static String text(List<TilesReport> reports) {
    Table table = new Table("LOG", "ENTRIES", "ROOT", "");
    List<String> findings = new ArrayList<>();
    long entries = 0;
    Duration took = Duration.ZERO;
    for (TilesReport report : reports) {
      table.row(
          report.checkpoint().origin(),
          Long.toString(report.entries()),
          report.checkpoint().root().toString(),
          report.intact() ? "intact, signed by " + names(report.by()) : "broken");
      report.finding().ifPresent(finding -> findings.add("First bad entry: " + finding));
      entries += report.entries();
      took = took.plus(report.took());
    }
    findings.add(speed(entries, took));
    return table + System.lineSeparator() + String.join(System.lineSeparator(), findings);
  }

  static Map<String, Object> document(Map<Integer, TopicVerifier.Log> logs) {
    List<Object> rows = new ArrayList<>();
    logs.forEach(
        (partition, log) -> {
          Map<String, Object> row = new LinkedHashMap<>();
          row.put("partition", partition);
          row.put("entries", log.head().size());
          row.put("head", log.head().hash().toString());
          log.problem().ifPresent(problem -> row.put("problem", problem));
          rows.add(row);
        });
    return Map.of(
        "intact", logs.values().stream().allMatch(log -> log.problem().isEmpty()), "logs", rows);
  }

  static String text(Map<Integer, TopicVerifier.Log> logs, Duration took) {
    Table table = new Table("PARTITION", "ENTRIES", "HEAD", "");
    logs.forEach(
        (partition, log) ->
            table.row(
                Integer.toString(partition),
                Long.toString(log.head().size()),
                log.head().hash().toString(),
                log.problem().orElse("what was signed")));
    long entries = logs.values().stream().mapToLong(log -> log.head().size()).sum();
    return table + System.lineSeparator() + speed(entries, took);
  }

  private static String names(List<NoteVerifier> keys) {
    return keys.stream().map(NoteVerifier::name).collect(Collectors.joining(", "));
  }

  private static String speed(long entries, Duration took) {
    return "%d entries in %.1f s, %d a second."
        .formatted(
            entries, took.toNanos() / 1e9, Math.round(entries * 1e9 / Math.max(1, took.toNanos())));
  }
}
