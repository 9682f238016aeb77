package dev.mneme.benchmarks;

import dev.mneme.redaction.Policy;
import dev.mneme.redaction.Redactor;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.ToIntFunction;

/**
 * Messages a second of one core (CPU time of this thread) under the built-in policy, by the share
 * of messages that hold personal data, beside the ceiling: one pass over the characters that adds
 * them up.
 */
public final class RedactionThroughput {
  private static final int MESSAGES = 20_000;
  private static final int ROUNDS = 15;

  private static final List<String> ORDINARY =
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

  private static final List<String> PERSONAL =
      List.of(
          "Write to ada@example.com if anything about the trip changes before the weekend.",
          "Call me on +44 20 7946 0958 after six, I will be at home then with the children.",
          "We moved to 14 Rowan Road, Leeds LS2 8BB last month and like it very much.",
          "The card I paid with was 4111 1111 1111 1111, please put it with the receipt.");

  private RedactionThroughput() {}

  public static void main(String[] arguments) {
    Redactor redactor = Redactor.of(Policy.standard());
    System.out.println("personal   messages/s      ceiling    ratio");
    for (int share : new int[] {0, 2, 5, 10, 20, 50}) {
      List<String> messages = mix(share);
      double reached = best(messages, message -> redactor.redact(message).text().length());
      double ceiling = best(messages, RedactionThroughput::onePass);
      System.out.printf(
          Locale.ROOT, "%6d %% %12.0f %12.0f %8.3f%n", share, reached, ceiling, reached / ceiling);
    }
  }

  private static int onePass(String message) {
    int sum = 0;
    for (int i = 0; i < message.length(); i++) {
      sum += message.charAt(i);
    }
    return sum;
  }

  private static List<String> mix(int share) {
    Random random = new Random(1);
    List<String> messages = new ArrayList<>(MESSAGES);
    for (int i = 0; i < MESSAGES; i++) {
      List<String> from = random.nextInt(100) < share ? PERSONAL : ORDINARY;
      messages.add(from.get(random.nextInt(from.size())));
    }
    return messages;
  }

  /** The best of some rounds; the sum is used so that no work is left out. */
  private static double best(List<String> messages, ToIntFunction<String> work) {
    double best = 0;
    long sum = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      for (String message : messages) {
        sum += work.applyAsInt(message);
      }
      long took = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin;
      best = Math.max(best, messages.size() * 1e9 / took);
    }
    if (sum == 0) {
      throw new IllegalStateException("no message has a character");
    }
    return best;
  }
}
