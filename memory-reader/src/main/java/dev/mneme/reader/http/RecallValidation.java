package dev.mneme.reader.http;

import dev.mneme.identity.Pseudonym;
import dev.mneme.reader.recall.Page;
import dev.mneme.reader.recall.RecallFilter;
import dev.mneme.reader.recall.RecallQuery;
import dev.mneme.shell.http.ApiProblem;
import dev.mneme.shell.http.ErrorCode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns what a caller sent into a query, or names the field that is wrong. */
final class RecallValidation {

  static final int DEFAULT_LIMIT = 10;
  static final int LARGEST_LIMIT = 1000;
  static final int LONGEST_QUERY = 10_000;
  private static final int LONGEST_FILTER = 256;
  private static final String DEFAULT_TENANT = "default";
  private static final Pattern TENANT = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private static final List<String> STATUSES =
      List.of("candidate", "active", "stable", RecallFilter.DEPRECATED);
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

  private RecallValidation() {}

  /** Without words it is the latest that is asked for. */
  static RecallQuery query(RecallBody body, String queryField) {
    String tenant = tenant(body.tenant());
    String subject = subject(body.subject());
    RecallFilter filter = filter(body);
    int limit = limit(body.limit());
    String words = body.query() == null ? "" : body.query().strip();
    if (words.length() > LONGEST_QUERY) {
      throw wrong(queryField, "must not be longer than " + LONGEST_QUERY + " characters");
    }
    if (words.isBlank()) {
      Page page = PageCursor.page(body.sort(), body.cursor());
      return new RecallQuery.Latest(tenant, subject, filter, limit, page);
    }
    PageCursor.requireNone(body.sort(), body.cursor());
    return new RecallQuery.InWords(tenant, subject, words, filter, limit);
  }

  static RecallQuery byId(String id, @Nullable String subject, @Nullable String tenant) {
    UUID memory = uuid("id", id);
    return new RecallQuery.ById(tenant(tenant), subject(subject), memory);
  }

  static UUID uuid(String field, String value) {
    if (!UUID_FORM.matcher(value).matches()) {
      throw wrong(field, "must be a UUID");
    }
    return UUID.fromString(value);
  }

  /** A limit as it stands in a query string. */
  static @Nullable Integer number(String field, @Nullable String value) {
    if (value == null || value.isBlank()) {
      return null;
    }
    try {
      return Integer.valueOf(value.strip());
    } catch (NumberFormatException _) {
      throw wrong(field, "must be a whole number from 1 to " + LARGEST_LIMIT);
    }
  }

  private static RecallFilter filter(RecallBody body) {
    return filter(
        body.type(),
        body.sessionId(),
        body.since(),
        body.until(),
        body.tag(),
        body.project(),
        body.status());
  }

  static RecallFilter filter(
      @Nullable String type,
      @Nullable String sessionId,
      @Nullable String from,
      @Nullable String to,
      @Nullable String tag,
      @Nullable String project,
      @Nullable String status) {
    Instant since = instant("since", from);
    Instant until = instant("until", to);
    if (since != null && until != null && !since.isBefore(until)) {
      throw wrong("until", "must be after since");
    }
    return new RecallFilter(
        filter("type", type),
        filter("session_id", sessionId),
        since,
        until,
        filter("tag", tag),
        filter("project", project),
        status(status));
  }

  private static @Nullable String status(@Nullable String value) {
    String status = filter("status", value);
    if (status != null && !STATUSES.contains(status)) {
      throw wrong("status", "must be one of " + String.join(", ", STATUSES));
    }
    return status;
  }

  private static @Nullable Instant instant(String field, @Nullable String value) {
    if (value == null || value.isBlank()) {
      return null;
    }
    try {
      String given = value.strip();
      return DATE.matcher(given).matches()
          ? LocalDate.parse(given).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(given).toInstant();
    } catch (DateTimeException _) {
      throw wrong(field, "must be a date or a time with its offset, such as 2026-03-01T12:00:00Z");
    }
  }

  /** A switch as it stands in a query string. */
  static boolean flag(String field, @Nullable String value) {
    if (value == null || value.isBlank() || "false".equals(value)) {
      return false;
    }
    if ("true".equals(value)) {
      return true;
    }
    throw wrong(field, "must be true or false");
  }

  static String tenant(@Nullable String tenant) {
    String named = tenant == null || tenant.isBlank() ? DEFAULT_TENANT : tenant;
    if (!TENANT.matcher(named).matches()) {
      throw wrong("tenant", "must be 1 to 64 lower-case letters, digits and hyphens");
    }
    return named;
  }

  static String subject(@Nullable String subject) {
    if (subject == null || subject.isBlank()) {
      throw wrong("subject", "is missing");
    }
    if (!Pseudonym.isValid(subject)) {
      throw wrong(
          "subject",
          "must be a pseudonym: hs_ and 43 or more base64url characters, or 64 hexadecimal digits");
    }
    return subject;
  }

  private static int limit(@Nullable Integer limit) {
    if (limit == null) {
      return DEFAULT_LIMIT;
    }
    if (limit < 1 || limit > LARGEST_LIMIT) {
      throw wrong("limit", "must be from 1 to " + LARGEST_LIMIT);
    }
    return limit;
  }

  private static @Nullable String filter(String field, @Nullable String value) {
    if (value == null || value.isBlank()) {
      return null;
    }
    if (value.length() > LONGEST_FILTER || value.chars().anyMatch(Character::isISOControl)) {
      throw wrong(
          field, "must not be longer than " + LONGEST_FILTER + " characters, none of them control");
    }
    return value;
  }

  static ApiProblem wrong(String field, String what) {
    return ApiProblem.of(ErrorCode.VALIDATION_ERROR, field + " " + what, Map.of("field", field));
  }
}
