package dev.mneme.reader.real;

import dev.mneme.events.MemoryRecord;
import dev.mneme.stack.Installation;
import dev.mneme.stack.PartName;
import dev.mneme.stack.Ports;
import dev.mneme.stack.Stack;
import dev.mneme.stack.StackListener;
import dev.mneme.stack.StackSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The broker, registry and database that the tests run against, and the reader as it is built. */
public final class RealParts {

  /** Whom the stack makes the database for. */
  public static final String USER = dev.mneme.stack.parts.PostgresServer.USER;

  private RealParts() {}

  public static Stack own(Path home, Set<PartName> parts) throws Exception {
    return Stack.own(
        StackSettings.at(home, Ports.free())
            .only(parts)
            .with(PartName.READER, "MNEME_FAULTS_ENABLED", "true")
            // What is shown here is what happens, not how fast a shared machine is.
            .with(PartName.READER, "MNEME_READER_LAYER_BUDGET", "PT0.5S")
            .with(PartName.READER, "MNEME_READER_RECALL_BUDGET", "PT1.2S")
            .with(PartName.READER, "MNEME_READER_PROBE_BUDGET", "PT0.5S"),
        StackListener.SILENT);
  }

  public static Connection database(Stack stack) throws SQLException {
    return DriverManager.getConnection(
        stack.ports().jdbcUrl(), USER, stack.secrets().databasePassword());
  }

  /** Lays out the legacy layer as its owner, the writer, does. */
  public static void createLegacyTable(Stack stack) throws SQLException, IOException {
    Path migrations =
        Installation.find().root().resolve("memory-writer/src/main/resources/db/legacy");
    List<Path> scripts;
    try (Stream<Path> files = Files.list(migrations)) {
      scripts = files.sorted().toList();
    }
    try (Connection database = database(stack);
        Statement statement = database.createStatement()) {
      for (Path script : scripts) {
        statement.execute(Files.readString(script));
      }
    }
  }

  public static void clearLegacy(Stack stack) throws SQLException {
    try (Connection database = database(stack);
        Statement statement = database.createStatement()) {
      statement.execute("TRUNCATE memories");
    }
  }

  public static void putIntoLegacy(Stack stack, List<MemoryRecord> memories) throws SQLException {
    String sql =
        """
        INSERT INTO memories (tenant, subject, memory_id, type, text, speaker, conversation,
          session, tags, metadata, redactions, policy_version, occurred_at, created_at,
          source_event_id, family, status, confidence, project, src_partition, src_offset)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)
        """;
    try (Connection database = database(stack);
        PreparedStatement insert = database.prepareStatement(sql)) {
      for (MemoryRecord memory : memories) {
        Array tags = database.createArrayOf("text", memory.getTags().toArray());
        Object[] values = {
          memory.getTenant(),
          memory.getSubject(),
          memory.getMemoryId(),
          memory.getType(),
          memory.getText(),
          memory.getSpeaker(),
          memory.getConversation(),
          memory.getSession(),
          tags,
          json(memory.getMetadata(), true),
          json(memory.getRedactions(), false),
          memory.getPolicyVersion(),
          OffsetDateTime.ofInstant(memory.getOccurredAt(), ZoneOffset.UTC),
          OffsetDateTime.ofInstant(memory.getCreatedAt(), ZoneOffset.UTC),
          memory.getSourceEventId(),
          memory.getFamily(),
          memory.getStatus(),
          memory.getConfidence(),
          memory.getProject()
        };
        for (int i = 0; i < values.length; i++) {
          insert.setObject(i + 1, values[i]);
        }
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static String json(Map<String, ?> map, boolean quoted) {
    return map.entrySet().stream()
        .map(
            e ->
                "\"%s\":%s"
                    .formatted(e.getKey(), quoted ? "\"" + e.getValue() + "\"" : e.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  /** Long enough for any start on a busy machine. */
  public static Duration patience() {
    return Duration.ofMinutes(3);
  }
}
