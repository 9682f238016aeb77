package dev.mneme.cli;

import dev.mneme.cli.http.JsonHttp;
import dev.mneme.cli.rollout.Instances;
import dev.mneme.stack.PartName;
import dev.mneme.stack.StackDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** Which instances are asked what they obey. */
final class InstanceOptions {

  private static final List<PartName> OBEYING =
      List.of(PartName.READER, PartName.WRITER, PartName.GUARD);

  @Option(
      names = "--at",
      paramLabel = "URL",
      split = ",",
      description = "Ask these instances too, beside those of the stack: http://host:port.")
  private List<String> more = new ArrayList<>();

  Instances of(StackDescription stack, JsonHttp http) {
    Set<PartName> parts = stack.partNames();
    List<String> urls = new ArrayList<>();
    OBEYING.stream().filter(parts::contains).map(stack.ports()::http).forEach(urls::add);
    more.stream().map(url -> url.replaceAll("/+$", "")).forEach(urls::add);
    return new Instances(http, urls);
  }
}
