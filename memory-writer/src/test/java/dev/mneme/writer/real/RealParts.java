package dev.mneme.writer.real;

import dev.mneme.stack.PartName;
import dev.mneme.stack.Ports;
import dev.mneme.stack.Stack;
import dev.mneme.stack.StackListener;
import dev.mneme.stack.StackSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests a {@link Stack} of a real broker, registry and PostgreSQL: one for all of them. */
public final class RealParts implements ParameterResolver {
  private record Running(Stack stack, Path home) implements AutoCloseable {
    static Running start() {
      try {
        Path home = Files.createTempDirectory("writer-it");
        StackSettings settings =
            StackSettings.at(home, Ports.free()).only(PartName.infrastructure());
        return new Running(Stack.start(settings, StackListener.SILENT), home);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while starting real parts", e);
      } catch (Exception e) {
        throw new IllegalStateException("real parts did not start", e);
      }
    }

    @Override
    public void close() throws IOException {
      stack.close();
      try (Stream<Path> files = Files.walk(home)) {
        List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        for (Path file : deepestFirst) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Stack.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(RealParts.class))
        .getOrComputeIfAbsent(Running.class, c -> Running.start(), Running.class)
        .stack();
  }
}
