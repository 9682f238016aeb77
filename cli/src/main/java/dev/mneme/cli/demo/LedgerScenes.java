package dev.mneme.cli.demo;

import dev.mneme.cli.demo.TopicWatch.Seen;
import dev.mneme.events.AuditEvent;
import dev.mneme.ledger.format.Finding;
import dev.mneme.ledger.receipt.Receipt;
import dev.mneme.ledger.verify.LedgerReport;
import dev.mneme.ledger.verify.LedgerVerifier;
import dev.mneme.ledger.verify.PartitionReport;
import dev.mneme.ledger.verify.Tampering;
import dev.mneme.stack.parts.Folders;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How it is provable afterwards. */
final class LedgerScenes {

  List<Scene> scenes() {
    return List.of(
        new Scene("Every operation is in the audit ledger, and its chain verifies", this::verifies),
        new Scene(
            "A receipt proves one operation with the ledger's public key alone", this::proves),
        new Scene("A tampered copy fails at the entry that was changed", this::tamperedCopyFails));
  }

  private void verifies(Stage stage, Teller teller) throws Exception {
    long decisions = stage.modes.all().size();
    long expected = stage.stored() + stage.recalls() + decisions;
    List<Seen<AuditEvent>> events =
        stage.audit.await(
            "%d audit events".formatted(expected),
            seen ->
                seen.stream().filter(each -> !isAct(each.present())).count() >= expected
                    ? Optional.of(List.copyOf(seen))
                    : Optional.empty());
    Map<String, Long> byOperation =
        events.stream()
            .collect(
                Collectors.groupingBy(
                    e -> e.present().getOperation(), TreeMap::new, Collectors.counting()));
    LedgerReport report =
        Await.until(
            "%d entries in the ledger".formatted(expected),
            () ->
                Optional.of(LedgerVerifier.verify(stage.layout().ledger()))
                    .filter(r -> r.entries() >= events.size()));
    NotSeen.unless(report.intact(), "an intact ledger", report.partitions());
    long acts = events.stream().filter(each -> isAct(each.present())).count();
    NotSeen.unless(
        report.entries() == expected + acts && stage.audit.all().size() == expected + acts,
        "%d entries: %d stored, %d recalls, %d decisions of the guard, %d acts of an operator"
            .formatted(expected + acts, stage.stored(), stage.recalls(), decisions, acts),
        "%d, by operation %s".formatted(report.entries(), byOperation));
    teller.saw(
        "%d entries = %d stored + %d recalls + %d decisions of the guard + %d acts of an operator",
        expected + acts, stage.stored(), stage.recalls(), decisions, acts);
    for (PartitionReport partition : report.partitions()) {
      if (partition.entries() > 0) {
        teller.saw(
            "partition %d: %d entries, head %s",
            partition.partition(), partition.entries(), partition.head());
      }
    }
  }

  /** What an operator did over HTTP is named by its method and path. */
  private static boolean isAct(AuditEvent event) {
    return event.getOperation().contains(" /");
  }

  private void proves(Stage stage, Teller teller) throws Exception {
    AuditEvent event = stage.audit.all().getLast().present();
    String text =
        Await.until(
            "a receipt of audit event " + event.getEventId(),
            () -> stage.receipt(event.getEventId()));
    Receipt receipt = Receipt.parse(text);
    NotSeen.unless(
        receipt.check(List.of(stage.ledgerKey())) instanceof Receipt.Verdict.Proven proven
            && proven.entry().index() == receipt.index(),
        "a receipt that proves its entry",
        receipt.check(List.of(stage.ledgerKey())));
    teller.saw(
        "the %s is entry %d of its partition, proven by %d hash(es) up to a root that %s signed",
        event.getOperation(), receipt.index(), receipt.path().size(), stage.ledgerKey().name());
    byte[] changed = receipt.entry();
    changed[changed.length / 2] ^= 1;
    NotSeen.unless(
        new Receipt(changed, receipt.index(), receipt.path(), receipt.checkpoint())
                .check(List.of(stage.ledgerKey()))
            instanceof Receipt.Verdict.Refused,
        "a changed entry to be refused",
        "it was proven");
    teller.saw("the same receipt with one bit changed proves nothing");
  }

  private void tamperedCopyFails(Stage stage, Teller teller) throws Exception {
    Path ledger = stage.layout().ledger();
    PartitionReport largest =
        LedgerVerifier.verify(ledger).partitions().stream()
            .max((a, b) -> Long.compare(a.entries(), b.entries()))
            .orElseThrow(() -> new NotSeen("the ledger has no partition"));
    long index = largest.entries() / 2;
    Path copy = stage.layout().run().resolve("tampered-ledger");
    try {
      Tampering.Tampered tampered = Tampering.copyAndFlip(ledger, copy, largest.partition(), index);
      teller.saw(
          "changed one bit of entry %d of partition %d in a copy",
          tampered.index(), tampered.partition());
      Finding finding = firstBroken(LedgerVerifier.verify(copy));
      NotSeen.unless(
          finding.partition() == tampered.partition() && finding.index() == index,
          "that entry to be named",
          finding);
      teller.saw(
          "the copy fails at partition %d entry %d: %s",
          finding.partition(), finding.index(), finding.flaw());
    } finally {
      Folders.delete(copy);
    }
    NotSeen.unless(LedgerVerifier.verify(ledger).intact(), "the original intact", "not");
    teller.saw("the original still verifies");
  }

  private static Finding firstBroken(LedgerReport report) throws NotSeen {
    for (PartitionReport partition : report.partitions()) {
      switch (partition) {
        case PartitionReport.Broken broken -> {
          return broken.finding();
        }
        case PartitionReport.Intact intact -> {}
      }
    }
    throw new NotSeen("the tampered copy was taken for intact");
  }
}
