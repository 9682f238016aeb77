package dev.mneme.control;

/** One setting as it was made. */
public sealed interface Setting {

  /** How far the new layer is rolled out in a region or everywhere. */
  record OfRollout(SettingTarget.OfRollout target, Rollout rollout, Origin origin)
      implements Setting {

    @Override
    public String value() {
      return rollout.value();
    }
  }

  /** For whom a feature is on. */
  record OfFeature(SettingTarget.OfFeature target, FeatureShare share, Origin origin)
      implements Setting {

    /** Subjects draw for each feature anew. */
    public boolean includes(String pseudonym) {
      return share.share().includes(target.key(), pseudonym);
    }

    @Override
    public String value() {
      return share.value();
    }
  }

  SettingTarget target();

  /** As it is written in the command. */
  String value();

  Origin origin();
}
