package dev.mneme.cli.smoke;

/**
 * One thing that is to be so.
 *
 * @param claim what is seen when it passes
 * @param writes whether it leaves something behind until the last check has forgotten it
 */
public record SmokeCheck(String name, String claim, boolean writes, Look look) {

  /** Looks from outside. */
  @FunctionalInterface
  public interface Look {

    /**
     * @return what was seen, for people
     * @throws Exception with a sentence, when it is not so
     */
    String at(Outside outside) throws Exception;
  }
}
