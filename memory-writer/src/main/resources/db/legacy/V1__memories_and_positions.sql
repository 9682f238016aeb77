-- The legacy layer: a projection of memory.records. Only the projector writes here.

CREATE TABLE memories (
  tenant          text        NOT NULL,
  subject         text        NOT NULL,
  memory_id       uuid        NOT NULL,
  type            text        NOT NULL,
  text            text        NOT NULL,
  speaker         text,
  conversation    text,
  session         text,
  tags            text[]      NOT NULL,
  metadata        jsonb       NOT NULL,
  redactions      jsonb       NOT NULL,
  policy_version  text        NOT NULL,
  occurred_at     timestamptz NOT NULL,
  created_at      timestamptz NOT NULL,
  source_event_id uuid        NOT NULL,
  -- Where the record stands in memory.records: an older one never replaces a newer one.
  src_partition   integer     NOT NULL,
  src_offset      bigint      NOT NULL,
  search          tsvector    NOT NULL GENERATED ALWAYS AS (
    to_tsvector('english'::regconfig, coalesce(speaker, '') || ' ' || text)
  ) STORED,
  PRIMARY KEY (tenant, subject, memory_id)
);

CREATE INDEX memories_search ON memories USING gin (search);
CREATE INDEX memories_by_time ON memories (tenant, subject, occurred_at DESC, memory_id);
CREATE INDEX memories_by_partition ON memories (src_partition);

-- How far each partition was projected; written in the transaction of the rows it stands for.
CREATE TABLE projection_position (
  topic       text    NOT NULL,
  partition   integer NOT NULL,
  next_offset bigint  NOT NULL,
  PRIMARY KEY (topic, partition)
);
