package dev.mneme.shell.audit;

import org.jspecify.annotations.Nullable;

/**
 * What a request was and what became of it. Requests of which all this is the same are the same
 * act, and may be counted together.
 *
 * @param operation of the memory API, or method and path
 * @param family personal, cohort, population or system
 * @param result success, refused or failed
 * @param reason the code of the error envelope
 * @param tenant of the caller, if there was one
 * @param client that asked, if it proved who it is
 * @param subjectHash whom it was about, hashed with the audit key, if that is known
 */
public record Act(
    String operation,
    String family,
    String result,
    @Nullable String reason,
    @Nullable String tenant,
    @Nullable String client,
    @Nullable String subjectHash) {

  public static final String SYSTEM = "system";
  public static final String SUCCESS = "success";
  public static final String REFUSED = "refused";
  public static final String FAILED = "failed";

  /** What remains of it when there are too many kinds to count each. */
  Act amongOthers() {
    return new Act("several", SYSTEM, result, "too many kinds to tell apart", null, null, null);
  }

  boolean isRefusal() {
    return !result.equals(SUCCESS);
  }
}
