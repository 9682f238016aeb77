package dev.mneme.cli;

import dev.mneme.stack.StackFailure;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** The one place where a failure becomes a sentence and an exit code. */
final class Failures implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    Output output =
        command.getCommand() instanceof StackCommand stackCommand
            ? stackCommand.output
            : new Output();
    return switch (failure) {
      case StackFailure expected -> report(output, expected.sentence(), expected, 1);
      case CommandFailure expected ->
          report(output, expected.sentence(), expected, expected.exitCode());
      case IllegalArgumentException wrong ->
          report(
              output,
              "%s (see \"%s --help\")"
                  .formatted(
                      capitalised(String.valueOf(wrong.getMessage())),
                      command.getCommandSpec().qualifiedName()),
              wrong,
              2);
      case InterruptedException interrupted -> report(output, "Interrupted", interrupted, 1);
      default ->
          report(
              output,
              "This is not foreseen (%s); the same command with --debug shows where it comes from"
                  .formatted(failure),
              failure,
              1);
    };
  }

  private static int report(
      Output output, String sentence, @Nullable Exception failure, int exitCode) {
    output.problem(sentence);
    if (output.isJson()) {
      output.document(Map.of("error", sentence), "");
    }
    if (output.isDebug() && failure != null) {
      failure.printStackTrace();
    }
    return exitCode;
  }

  private static String capitalised(String text) {
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
