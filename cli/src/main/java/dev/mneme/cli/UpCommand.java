package dev.mneme.cli;

import dev.mneme.stack.PartName;
import dev.mneme.stack.StackFailure;
import dev.mneme.stack.StackLayout;
import dev.mneme.stack.StackSettings;
import dev.mneme.stack.supervise.Report;
import dev.mneme.stack.supervise.Starter;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Starts the stack and leaves it running. */
@Command(
    name = "up",
    description = "Start the stack and leave it running when all of it is ready.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  mneme up",
      "  mneme up --home /tmp/second --port-base 5100     a second stack beside the first",
      "  mneme up --readers 2                             two readers that share the memories",
      "  mneme up --only kafka,registry                   two parts of it"
    })
final class UpCommand extends StackCommand {

  @Mixin private final StackOptions options = new StackOptions();

  @Override
  public Integer call() throws StackFailure, InterruptedException {
    StackLayout layout = layout();
    StackSettings settings = options.settings(layout);
    Starter starter =
        new Starter(layout, SuperviseCommand.commandLine(layout, options.arguments()));
    Report.Ready ready = starter.start(this::show);
    output.document(document(settings, ready), text(settings, ready));
    return DONE;
  }

  private void show(Report report) {
    switch (report) {
      case Report.Began began -> {}
      case Report.Done done ->
          output.progress("  %-14s %5.1f s".formatted(done.step(), done.millis() / 1000.0));
      case Report.CleanedUp cleanedUp -> output.problem(cleanedUp.what());
      case Report.Ready ready -> {}
      case Report.Failed failed -> {}
    }
  }

  private static Map<String, Object> document(StackSettings settings, Report.Ready ready) {
    Map<String, Object> ports = new LinkedHashMap<>();
    settings.parts().forEach(part -> ports.put(part.label(), settings.ports().of(part)));
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("home", settings.layout().home().toString());
    document.put("supervisor_pid", ready.pid());
    document.put("ready_after_ms", ready.millis());
    document.put("ports", ports);
    return document;
  }

  private static String text(StackSettings settings, Report.Ready ready) {
    StringBuilder text = new StringBuilder();
    text.append(
        "Ready after %.1f s in %s%n".formatted(ready.millis() / 1000.0, settings.layout().home()));
    for (PartName part : settings.parts()) {
      String address =
          switch (part) {
            case KAFKA -> settings.ports().bootstrap();
            case REGISTRY -> settings.ports().registryUrl();
            case POSTGRES -> settings.ports().jdbcUrl();
            case AUDIT_SINK, GUARD, WRITER, READER, READER_2, READER_3 ->
                settings.ports().http(part);
          };
      text.append("  %-14s %s%n".formatted(part, address));
    }
    return text.append("Stop it with \"mneme down\".").toString();
  }
}
