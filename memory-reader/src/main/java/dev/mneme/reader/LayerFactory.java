package dev.mneme.reader;

import com.zaxxer.hikari.HikariDataSource;
import dev.mneme.reader.answer.BoundedLayer;
import dev.mneme.reader.fault.Faults;
import dev.mneme.reader.fault.FaultyLayer;
import dev.mneme.reader.recall.Layer;
import dev.mneme.reader.recall.RecallLayer;
import dev.mneme.reader.recall.lucene.LuceneLayer;
import dev.mneme.reader.recall.postgres.PostgresLayer;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;

/** Makes the two layers; each behind a switch for drills when those are open. */
@Factory
final class LayerFactory {

  private record Plain(RecallLayer newLayer, RecallLayer legacy) {}

  private static Plain plain(LuceneLayer newLayer, HikariDataSource legacy) {
    return new Plain(newLayer, new PostgresLayer(legacy));
  }

  @Singleton
  @Requires(property = Faults.ENABLED, value = "true")
  Faults faults(LuceneLayer newLayer, HikariDataSource legacy) {
    Plain plain = plain(newLayer, legacy);
    return new Faults(
        Map.of(
            Layer.NEW, new FaultyLayer(plain.newLayer()),
            Layer.LEGACY, new FaultyLayer(plain.legacy())));
  }

  @Singleton
  @Requires(property = Faults.ENABLED, value = "true")
  BoundedLayers drilled(Faults faults, ReaderSettings settings) {
    return bounded(faults.of(Layer.NEW), faults.of(Layer.LEGACY), settings);
  }

  @Singleton
  @Requires(property = Faults.ENABLED, notEquals = "true")
  BoundedLayers undisturbed(
      LuceneLayer newLayer, HikariDataSource legacy, ReaderSettings settings) {
    Plain plain = plain(newLayer, legacy);
    return bounded(plain.newLayer(), plain.legacy(), settings);
  }

  private static BoundedLayers bounded(
      RecallLayer newLayer, RecallLayer legacy, ReaderSettings settings) {
    Map<Layer, BoundedLayer> layers = new EnumMap<>(Layer.class);
    layers.put(Layer.NEW, new BoundedLayer(Layer.NEW, newLayer, settings.inFlight()));
    layers.put(Layer.LEGACY, new BoundedLayer(Layer.LEGACY, legacy, settings.inFlight()));
    return new BoundedLayers(layers);
  }
}
