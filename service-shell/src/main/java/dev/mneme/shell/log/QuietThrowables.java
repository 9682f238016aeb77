package dev.mneme.shell.log;

import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;

/**
 * Prints causes as class names and frames. A message is printed only when our own code threw it,
 * because ours name a thing and never a value; a parser's or a driver's message may quote the very
 * text it failed on.
 *
 * <p>In {@code logback.xml}: {@code %quietEx}.
 */
public final class QuietThrowables extends ThrowableHandlingConverter {

  private static final String OURS = "dev.mneme.";
  private static final int MOST_FRAMES = 12;

  @Override
  public String convert(ILoggingEvent event) {
    StringBuilder out = new StringBuilder();
    for (IThrowableProxy t = event.getThrowableProxy(); t != null; t = t.getCause()) {
      out.append(out.isEmpty() ? "" : "caused by ").append(t.getClassName());
      if (isOurs(t) && t.getMessage() != null) {
        out.append(": ").append(t.getMessage());
      }
      out.append(System.lineSeparator());
      appendFrames(out, t.getStackTraceElementProxyArray());
    }
    return out.toString();
  }

  private static boolean isOurs(IThrowableProxy t) {
    StackTraceElementProxy[] frames = t.getStackTraceElementProxyArray();
    return frames.length > 0 && frames[0].getStackTraceElement().getClassName().startsWith(OURS);
  }

  private static void appendFrames(StringBuilder out, StackTraceElementProxy[] frames) {
    for (int i = 0; i < Math.min(MOST_FRAMES, frames.length); i++) {
      out.append("    ").append(frames[i].getSTEAsString()).append(System.lineSeparator());
    }
  }
}
