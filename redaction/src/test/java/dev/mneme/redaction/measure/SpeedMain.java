package dev.mneme.redaction.measure;

import dev.mneme.redaction.Policy;
import dev.mneme.redaction.Redactor;
import dev.mneme.redaction.score.Labelled;
import dev.mneme.redaction.score.LabelledLines;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Messages a second of one core (CPU time of this thread), by the share of messages that hold
 * personal data. The argument is a labelled file.
 */
public final class SpeedMain {
  private static final int MESSAGES = 20_000;
  private static final int ROUNDS = 15;

  /** What people tell an assistant most of the time. */
  private static final List<String> CHAT =
      List.of(
          "I went to the museum with my sister yesterday, it was wonderful and we stayed for"
              + " hours.",
          "Remember that I prefer tea over coffee, and that I do not eat fish at all these days.",
          "We should talk about the garden again; the roses did not survive the winter sadly.",
          "My daughter started playing the violin this spring and practises every single evening.",
          "The meeting was moved to 14:30 on Thursday, please remind me half an hour before that.",
          "I ran 10 km in 52 minutes today, three minutes faster than I did last month!",
          "Can you recommend a book about the history of Istanbul? Something that reads easily.",
          "He said that the project is late again, and that nobody knows why it is so.");

  private SpeedMain() {}

  public static void main(String[] arguments) throws IOException {
    List<Labelled> labelled = LabelledLines.parse(Files.readString(Path.of(arguments[0])));
    List<String> personal =
        labelled.stream().filter(text -> !text.clean()).map(Labelled::text).toList();
    List<String> tricky = labelled.stream().filter(Labelled::clean).map(Labelled::text).toList();
    Redactor redactor = Redactor.of(Policy.standard());
    for (int share : new int[] {0, 5, 10, 20, 50, 100}) {
      report("personal " + share + " %", mix(personal, share), redactor);
    }
    report("numbers that are nothing", mix(tricky, 100), redactor);
  }

  private static List<String> mix(List<String> some, int share) {
    Random random = new Random(1);
    List<String> messages = new ArrayList<>(MESSAGES);
    for (int i = 0; i < MESSAGES; i++) {
      List<String> from = random.nextInt(100) < share ? some : CHAT;
      messages.add(from.get(random.nextInt(from.size())));
    }
    return messages;
  }

  private static void report(String name, List<String> messages, Redactor redactor) {
    double best = 0;
    long characters = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      characters = 0;
      for (String message : messages) {
        characters += redactor.redact(message).text().length();
      }
      long took = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin;
      best = Math.max(best, messages.size() * 1e9 / took);
    }
    System.out.printf(
        Locale.ROOT,
        "%-26s %9.0f messages/s, %d characters each%n",
        name,
        best,
        characters / messages.size());
  }
}
