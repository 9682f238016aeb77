package dev.mneme.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mneme.events.AuditEvent;
import dev.mneme.ledger.once.EventId;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** The ledger reads the event's id off the bytes: the schema has to keep it where it is. */
class AuditEventIdTest {

  @Test
  void shouldHaveTheIdAsItsFirstField() {
    Schema.Field first = AuditEvent.getClassSchema().getFields().getFirst();

    assertThat(first.name()).isEqualTo("event_id");
    assertThat(first.schema().getType()).isEqualTo(Schema.Type.STRING);
    assertThat(first.schema().getLogicalType().getName()).isEqualTo("uuid");
  }

  @Test
  void shouldBeFoundInTheBytesOfAnEvent() {
    AuditEvent event = AuditEvents.number(7);

    assertThat(EventId.of(AuditEvents.encoded(event))).contains(event.getEventId());
  }
}
