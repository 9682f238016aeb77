package dev.mneme.control;

import java.util.regex.Pattern;

/**
 * What a setting is about; the key of its record: {@code rollout@<region>}, {@code rollout@*} or
 * {@code feature:<name>}.
 */
public sealed interface SettingTarget {

  String ROLLOUT = "rollout@";
  String FEATURE = "feature:";

  /** The region that means all of them. */
  String EVERYWHERE = "*";

  Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

  /**
   * @param region its name, or {@link #EVERYWHERE}
   */
  record OfRollout(String region) implements SettingTarget {
    public OfRollout {
      if (!region.equals(EVERYWHERE) && !NAME.matcher(region).matches()) {
        throw new IllegalArgumentException(
            "a region is 1 to 64 lower-case letters, digits and hyphens, or * for all of them");
      }
    }

    public boolean covers(String aRegion) {
      return region.equals(EVERYWHERE) || region.equals(aRegion);
    }

    @Override
    public String key() {
      return ROLLOUT + region;
    }
  }

  record OfFeature(String name) implements SettingTarget {
    public OfFeature {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "a feature's name is 1 to 64 lower-case letters, digits and hyphens");
      }
    }

    @Override
    public String key() {
      return FEATURE + name;
    }
  }

  String key();

  /** Whether a command's target claims to be a setting, well written or not. */
  static boolean isSetting(String target) {
    return target.startsWith(ROLLOUT) || target.startsWith(FEATURE);
  }

  /**
   * @throws IllegalArgumentException when it is none, saying what is wrong but not what was given
   */
  static SettingTarget parse(String key) {
    if (key.startsWith(ROLLOUT)) {
      return new OfRollout(key.substring(ROLLOUT.length()));
    }
    if (key.startsWith(FEATURE)) {
      return new OfFeature(key.substring(FEATURE.length()));
    }
    throw new IllegalArgumentException("a setting is rollout@<region> or feature:<name>");
  }
}
