package dev.mneme.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mneme.topics.Topics;
import dev.mneme.topics.asyncapi.AsyncApi;
import picocli.CommandLine.Command;

/** The topics as an AsyncAPI document. */
@Command(
    name = "asyncapi",
    description = {
      "Print the topics as an AsyncAPI 3.0 document: keys, partitions, settings and Avro schemas.",
      "No stack is needed; each service also serves it as /asyncapi.json."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  mneme asyncapi > asyncapi.json", "  mneme asyncapi | jq '.channels | keys'"})
final class AsyncApiCommand extends StackCommand {

  @Override
  public Integer call() {
    JsonNode document = AsyncApi.document(Topics.all());
    output.document(document, Output.toJson(document));
    return DONE;
  }
}
