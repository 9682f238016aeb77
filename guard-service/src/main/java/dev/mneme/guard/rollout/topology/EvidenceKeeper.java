package dev.mneme.guard.rollout.topology;

import dev.mneme.guard.rollout.evidence.Evidence;
import dev.mneme.guard.rollout.evidence.OpenBreakers;
import dev.mneme.guard.rollout.evidence.RegionEvidence.Guarded;
import dev.mneme.guard.rollout.evidence.Tally;
import dev.mneme.guard.rollout.evidence.Watch;
import dev.mneme.guard.rollout.plan.Limits;
import dev.mneme.guard.rollout.topology.StoredEvidence.Known;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueStore;

/** Adds to the evidence what was seen, for the regions of a plan; of others nothing is kept. */
final class EvidenceKeeper {
  private final KeyValueStore<String, byte[]> store;

  EvidenceKeeper(KeyValueStore<String, byte[]> store) {
    this.store = store;
  }

  void add(String region, Tally seen, Instant now) {
    String key = StoredEvidence.sliceKey(region, StoredEvidence.slice(now));
    byte[] before = store.get(key);
    Tally slice = before == null ? seen : StoredEvidence.tally(before).plus(seen);
    store.put(key, StoredEvidence.bytes(slice));
  }

  void guard(String region, Guarded guard) {
    store.put(StoredEvidence.guardKey(region), StoredEvidence.bytes(guard));
  }

  void shut(String region, List<String> operations, Instant now) {
    store.put(
        StoredEvidence.shutKey(region), StoredEvidence.bytes(new OpenBreakers(operations, now)));
  }

  /** Nothing counts for the step that was seen until now; what lasts goes on lasting. */
  void beginStep(Collection<String> regions, Instant now) {
    long slice = StoredEvidence.slice(now);
    for (String region : regions) {
      Known known = StoredEvidence.known(store, region);
      Watch watch = known == null ? Watch.CALM : known.watch();
      store.delete(StoredEvidence.sliceKey(region, slice));
      store.delete(StoredEvidence.shutKey(region));
      store.put(
          StoredEvidence.regionKey(region), StoredEvidence.bytes(Known.beginning(slice, watch)));
    }
  }

  /** Evidence of a plan that is over is of no use to the next. */
  void forget() {
    for (String region : StoredEvidence.regions(store)) {
      store.delete(StoredEvidence.regionKey(region));
      store.delete(StoredEvidence.shutKey(region));
      StoredEvidence.slices(store, region)
          .keySet()
          .forEach(slice -> store.delete(StoredEvidence.sliceKey(region, slice)));
    }
  }

  /** After time has passed: what is over is added up, what is old is let go. */
  Evidence until(Instant now, Limits limits) {
    long slice = StoredEvidence.slice(now);
    for (String region : StoredEvidence.regions(store)) {
      Known known = StoredEvidence.known(store, region);
      if (known != null) {
        fold(region, known, slice, limits, now);
      }
    }
    return StoredEvidence.read(store, now);
  }

  private void fold(String region, Known known, long now, Limits limits, Instant at) {
    Map<Long, Tally> slices = StoredEvidence.slices(store, region);
    Tally tally = known.tally();
    long folded = known.folded();
    for (Map.Entry<Long, Tally> slice : slices.entrySet()) {
      if (slice.getKey() > folded && slice.getKey() < now) {
        tally = tally.plus(slice.getValue());
        folded = slice.getKey();
      }
      if (slice.getKey() <= now - StoredEvidence.MINUTE - 1) {
        store.delete(StoredEvidence.sliceKey(region, slice.getKey()));
      }
    }
    Watch watch =
        known.watch().after(StoredEvidence.lately(slices, now, StoredEvidence.MINUTE), limits, at);
    if (folded != known.folded() || !watch.equals(known.watch())) {
      store.put(
          StoredEvidence.regionKey(region), StoredEvidence.bytes(new Known(folded, watch, tally)));
    }
  }
}
