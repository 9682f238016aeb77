package dev.mneme.shell;

import dev.mneme.deadletter.DeadLetterKey;
import dev.mneme.deadletter.DeadLetters;
import dev.mneme.identity.KeyedHash;
import dev.mneme.serde.Codecs;
import dev.mneme.serde.RegistryCodecs;
import dev.mneme.serde.RegistrySettings;
import dev.mneme.serde.RegistrySettings.Provider;
import dev.mneme.serde.SchemaRegistry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;

/**
 * Makes what services share out of their surroundings. A missing key stops the start, naming it.
 */
@Factory
final class SurroundingsFactory {

  @Singleton
  @Bean(preDestroy = "close")
  Codecs codecs(Surroundings surroundings) {
    return new RegistryCodecs(
        new RegistrySettings(
            surroundings.registryUrl(), Provider.parse(surroundings.registryProvider())));
  }

  @Singleton
  @Bean(preDestroy = "close")
  SchemaRegistry schemaRegistry(Surroundings surroundings) {
    return new SchemaRegistry(surroundings.registryUrl());
  }

  @Singleton
  KeyedHash keyedHash(Surroundings surroundings) {
    return new KeyedHash(surroundings.auditKeyBytes());
  }

  @Singleton
  DeadLetters deadLetters(
      Surroundings surroundings, @Value("${micronaut.application.name}") String service) {
    return new DeadLetters(new DeadLetterKey(surroundings.dlqKeyBytes()), service);
  }
}
