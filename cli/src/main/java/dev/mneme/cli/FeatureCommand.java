package dev.mneme.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mneme.cli.http.JsonHttp;
import dev.mneme.cli.rollout.InForce;
import dev.mneme.control.CohortFeature;
import dev.mneme.control.FeatureShare;
import dev.mneme.control.Percent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Features, and for whom they are on. */
@Command(
    name = "feature",
    description = "See which features are on and for whom, and set them at run time.",
    subcommands = {FeatureCommand.Show.class, FeatureCommand.Set.class, HelpCommand.class},
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class FeatureCommand {

  private FeatureCommand() {}

  /** Lists them. */
  @Command(
      name = "list",
      description = {
        "List what each instance obeys: every feature, for whom it is on, since which command, by"
            + " whom and why.",
        "Exit code 1 if an instance does not answer or does not know yet."
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  mneme feature list",
        "  mneme feature list --output json | jq '.[].features[] | select(.on)'"
      })
  static final class Show extends StackCommand {

    @Mixin private final InstanceOptions instances = new InstanceOptions();

    @Override
    public Integer call() throws CommandFailure, InterruptedException {
      try (JsonHttp http = new JsonHttp(tokens("default"))) {
        List<InForce> answers = instances.of(running(), http).ask();
        output.document(RolloutShowCommand.documents(answers), text(answers));
        return answers.stream().allMatch(it -> it.said().path("known").asBoolean()) ? DONE : FAILED;
      }
    }

    private static String text(List<InForce> answers) {
      Table table = new Table("INSTANCE", "FEATURE", "VALUE", "SET BY", "AT", "REASON");
      for (InForce it : answers) {
        if (!it.answered()) {
          table.row(it.instance(), "?", "?", "?", "-", it.problem());
        }
        for (JsonNode feature : it.said().path("features")) {
          JsonNode from = feature.path("from");
          table.row(
              it.instance(),
              feature.path("name").asText(),
              feature.path("value").asText(feature.path("on").asBoolean() ? "on" : "off"),
              from.path("actor").asText("its start"),
              from.path("at").asText("-"),
              from.path("reason").asText("-"));
        }
      }
      return table.toString();
    }
  }

  /** Sets one. */
  @Command(
      name = "set",
      description = {
        "Set for whom a feature is on, and wait until it is obeyed.",
        "concepts: memories form concepts. blended-recall: recalls ask concepts beside episodes."
            + " fan-effect: a concept that holds many activates each less. Each can be on for a"
            + " share of the subjects.",
        "memory, write, circuit-breaker, k-anonymity: on or off, for everybody.",
        "Exit code 1 if an instance does not obey in time."
      },
      footerHeading = "%nExamples:%n",
      footer = {
        "  mneme feature set concepts on --reason \"a first look\"",
        "  mneme feature set blended-recall on --percent 5 --reason \"step 1\"",
        "  mneme feature set blended-recall off --reason \"answers differ\""
      })
  static final class Set extends SettingChange {

    @Parameters(index = "0", paramLabel = "NAME", description = "The feature.")
    private String name = "";

    @Parameters(index = "1", paramLabel = "VALUE", description = "on or off.")
    private String value = "";

    @Option(
        names = "--percent",
        paramLabel = "P",
        description = "Share of the subjects: 0 to 100, two decimals at most (default: all).")
    private @Nullable String percent;

    @Override
    public Integer call() throws CommandFailure, InterruptedException {
      String feature = CohortFeature.labelled(name).map(CohortFeature::label).orElse(name);
      FeatureShare share = share();
      return set(
          "/v1/features/" + feature,
          Map.of("value", share.value()),
          _ -> true,
          (instance, offset) -> instance.obeysFeature(feature, offset));
    }

    private FeatureShare share() {
      FeatureShare given = FeatureShare.parse(value);
      if (percent == null) {
        return given;
      }
      if (!given.isOn()) {
        throw new IllegalArgumentException("--percent is for a feature that is on");
      }
      return new FeatureShare(Percent.parse(percent));
    }
  }
}
