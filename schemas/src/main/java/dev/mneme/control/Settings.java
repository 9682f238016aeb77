package dev.mneme.control;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The settings in force, by their target. A value: hearing another setting gives other settings.
 *
 * <p>The newest that covers a region is in force in it, whether it names the region or all of them:
 * one command for all regions takes back what was set for each.
 */
public record Settings(Map<String, Setting> byTarget) {

  public static final Settings NONE = new Settings(Map.of());

  public Settings {
    byTarget = Map.copyOf(byTarget);
  }

  /** What the rollout in a region was set to, if it ever was. */
  public Optional<Setting.OfRollout> rollout(String region) {
    return byTarget.values().stream()
        .filter(Setting.OfRollout.class::isInstance)
        .map(Setting.OfRollout.class::cast)
        .filter(setting -> setting.target().covers(region))
        .max(Comparator.comparingLong(setting -> setting.origin().offset()));
  }

  /** What a feature was set to, if it ever was. */
  public Optional<Setting.OfFeature> feature(String name) {
    return Optional.ofNullable(byTarget.get(new SettingTarget.OfFeature(name).key()))
        .filter(Setting.OfFeature.class::isInstance)
        .map(Setting.OfFeature.class::cast);
  }

  /** After hearing it; the same settings when a newer one of its target is known. */
  public Settings with(Setting setting) {
    Setting known = byTarget.get(setting.target().key());
    if (known != null && known.origin().offset() >= setting.origin().offset()) {
      return this;
    }
    Map<String, Setting> next = new HashMap<>(byTarget);
    next.put(setting.target().key(), setting);
    return new Settings(next);
  }

  /** After the setting of a target was taken off the topic; what services started with holds. */
  public Settings without(String target, long offset) {
    Setting known = byTarget.get(target);
    if (known == null || known.origin().offset() >= offset) {
      return this;
    }
    Map<String, Setting> next = new HashMap<>(byTarget);
    next.remove(target);
    return new Settings(next);
  }
}
