package dev.mneme.shell.auth;

/** Says who a bearer token stands for. */
public interface TokenVerifier {

  /** What became of it. */
  sealed interface Outcome {}

  record Verified(Caller caller) implements Outcome {}

  /**
   * @param because what is wrong with the token, in words that repeat nothing of it
   */
  record Refused(String because) implements Outcome {}

  /** The keys to check it with cannot be had now. */
  record Unavailable(String because) implements Outcome {}

  Outcome verify(String token);
}
