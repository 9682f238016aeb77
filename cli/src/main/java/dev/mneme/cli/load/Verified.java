package dev.mneme.cli.load;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What became of that which was acknowledged.
 *
 * @param written memories whose storing was acknowledged
 * @param forgotten of them, those whose forgetting was
 * @param lost neither forgotten nor to be recalled
 * @param returned forgotten and recalled all the same
 * @param unredacted recalled with an address in them
 */
public record Verified(
    @JsonProperty("written") long written,
    @JsonProperty("forgotten") long forgotten,
    @JsonProperty("lost") long lost,
    @JsonProperty("returned") long returned,
    @JsonProperty("unredacted") long unredacted) {

  public boolean holds() {
    return lost == 0 && returned == 0 && unredacted == 0;
  }
}
