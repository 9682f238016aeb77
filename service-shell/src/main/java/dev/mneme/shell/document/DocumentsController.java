package dev.mneme.shell.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mneme.shell.http.ErrorEnvelope;
import dev.mneme.topics.Topics;
import dev.mneme.topics.asyncapi.AsyncApi;
import io.micronaut.context.annotation.Value;
import io.micronaut.core.io.ResourceLoader;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.web.router.Router;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code /openapi.json} of the instance that is asked, {@code /asyncapi.json} of the suite. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class DocumentsController {

  private static final String SHELL = "service-shell";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String service;
  private final Router router;
  private final ResourceLoader resources;

  DocumentsController(
      @Value("${micronaut.application.name}") String service,
      Router router,
      ResourceLoader resources) {
    this.service = service;
    this.router = router;
    this.resources = resources;
  }

  /** What this instance answers, as OpenAPI. */
  @Get("/openapi.json")
  @Produces("application/json")
  @ApiResponse(
      responseCode = "200",
      description = "This document",
      content = @Content(mediaType = "application/json", schema = @Schema(type = "object")))
  @ApiResponse(
      responseCode = "500",
      description = "INTERNAL_ERROR",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = ErrorEnvelope.class)))
  String openApi() {
    return new OpenApi(List.of(compiled(service), compiled(SHELL)))
        .of(service, routes())
        .toString();
  }

  /** The topics of the suite, as AsyncAPI. */
  @Get("/asyncapi.json")
  @Produces("application/json")
  @ApiResponse(
      responseCode = "200",
      description = "The topics",
      content = @Content(mediaType = "application/json", schema = @Schema(type = "object")))
  String asyncApi() {
    return AsyncApi.document(Topics.all()).toString();
  }

  /** HEAD is answered wherever GET is. */
  private Set<Route> routes() {
    return router
        .uriRoutes()
        .filter(route -> route.getHttpMethod() != HttpMethod.HEAD)
        .map(
            route ->
                new Route(route.getHttpMethodName(), route.getUriMatchTemplate().toPathString()))
        .collect(Collectors.toSet());
  }

  private JsonNode compiled(String module) {
    String name = "META-INF/swagger/%s.json".formatted(module);
    try (InputStream in =
        resources
            .getResourceAsStream("classpath:" + name)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "the build writes %s, and it is not there".formatted(name)))) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
