package dev.mneme.follower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.tracing.Spans;
import io.opentelemetry.api.trace.TracerProvider;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class WatchedStoresTest {

  private static final Spans SPANS = Spans.of(TracerProvider.noop().get("test"));
  private static final TopicPartition PARTITION = new TopicPartition("t", 0);

  @Test
  void shouldHandEverythingThatAStoreCanDoOnToTheStore() throws Exception {
    List<String> called = new ArrayList<>();
    PartitionStore store =
        (PartitionStore)
            Proxy.newProxyInstance(
                PartitionStore.class.getClassLoader(),
                new Class<?>[] {PartitionStore.class},
                (_, method, _) -> {
                  called.add(method.toGenericString());
                  return valueOf(method.getReturnType());
                });
    PartitionStore watched = WatchedStores.of(_ -> store, "index", SPANS).open(PARTITION);

    for (Method method : PartitionStore.class.getMethods()) {
      call(watched, method);
    }

    for (Method method : PartitionStore.class.getMethods()) {
      assertThat(called).as("a default method is not enough").contains(method.toGenericString());
    }
  }

  @Test
  void shouldBeTheStoresThemselvesWhenNobodyWatches() {
    PartitionStores stores =
        _ -> {
          throw new IllegalStateException("not opened");
        };

    assertThat(WatchedStores.of(stores, "index", Spans.OFF)).isSameAs(stores);
  }

  private static void call(PartitionStore store, Method method)
      throws IllegalAccessException, InvocationTargetException {
    Object[] arguments = new Object[method.getParameterCount()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = valueOf(method.getParameterTypes()[i]);
    }
    method.invoke(store, arguments);
  }

  private static Object valueOf(Class<?> type) {
    if (type == long.class) {
      return 0L;
    }
    if (type == boolean.class) {
      return true;
    }
    if (type == List.class) {
      return List.of();
    }
    return type == Instant.class ? Instant.EPOCH : null;
  }
}
