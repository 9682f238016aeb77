package dev.mneme.redaction.measure;

import dev.mneme.redaction.Adversarial;
import dev.mneme.redaction.Detector;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;

/**
 * Prints for each detector the slowest of the adversarial texts of a million characters, in
 * milliseconds of CPU time of this thread, the best of three.
 */
public final class AdversarialMain {
  private static final int TIMES = 3;
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

  private AdversarialMain() {}

  public static void main(String[] arguments) {
    for (Detector detector : Adversarial.detectors()) {
      double slowest = 0;
      String culprit = "";
      for (String pattern : Adversarial.patterns()) {
        String text = Adversarial.text(pattern);
        double best = best(() -> detector.find(text, ""));
        if (best > slowest) {
          slowest = best;
          culprit = pattern;
        }
      }
      print(detector.type().name(), slowest, culprit);
    }
    double slowest = 0;
    String culprit = "";
    for (String pattern : Adversarial.patterns()) {
      String text = Adversarial.text(pattern);
      double best = best(() -> Adversarial.redactor().redact(text));
      if (best > slowest) {
        slowest = best;
        culprit = pattern;
      }
    }
    print("everything", slowest, culprit);
  }

  private static double best(Runnable work) {
    double best = Double.MAX_VALUE;
    for (int i = 0; i < TIMES; i++) {
      long begin = CLOCK.getCurrentThreadCpuTime();
      work.run();
      best = Math.min(best, (CLOCK.getCurrentThreadCpuTime() - begin) / 1e6);
    }
    return best;
  }

  private static void print(String name, double milliseconds, String pattern) {
    System.out.printf(
        Locale.ROOT, "%-16s %8.1f ms  %s%n", name, milliseconds, pattern.replace("\n", "\\n"));
  }
}
