package dev.mneme.reader.cache;

import dev.mneme.reader.recall.Layer;
import java.util.OptionalLong;

/** What must be known of a layer before its answers may be kept. */
public interface Freshness {

  /** Nothing may be kept. */
  Freshness NEVER =
      new Freshness() {
        @Override
        public OptionalLong position(Layer layer, String tenant, String subject, long atLeast) {
          return OptionalLong.empty();
        }

        @Override
        public long changed(String tenant, String subject) {
          return Long.MAX_VALUE;
        }

        @Override
        public boolean mayReuse(Layer layer, String subject) {
          return false;
        }
      };

  /**
   * Below which offset of the subject's records everything is in what the layer answers from now
   * on; empty when that is not known, or when nobody would wait for this instance before a forget
   * is acknowledged.
   *
   * @param atLeast how far it must be: a layer that is not known to be there is asked
   */
  OptionalLong position(Layer layer, String tenant, String subject, long atLeast);

  /** Below which offset the subject's records have changed, as far as they were followed here. */
  long changed(String tenant, String subject);

  /** Whether answers of the layer may be given again at all now. */
  boolean mayReuse(Layer layer, String subject);
}
