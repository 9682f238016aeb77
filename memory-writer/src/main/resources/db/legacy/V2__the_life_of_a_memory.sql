-- What a memory is and where it stands in its life. The defaults are those of the record's schema.

ALTER TABLE memories
  ADD COLUMN family           text             NOT NULL DEFAULT 'personal',
  ADD COLUMN status           text             NOT NULL DEFAULT 'active',
  ADD COLUMN confidence       double precision NOT NULL DEFAULT 1,
  ADD COLUMN project          text,
  ADD COLUMN anchors          text[]           NOT NULL DEFAULT '{}',
  -- One JSON object; text that PostgreSQL cannot hold as JSON is kept as one JSON string.
  ADD COLUMN data             jsonb,
  ADD COLUMN content_hash     text,
  ADD COLUMN revision         integer          NOT NULL DEFAULT 1,
  ADD COLUMN updated_at       timestamptz,
  ADD COLUMN used_at          timestamptz,
  ADD COLUMN max_age_seconds  bigint,
  ADD COLUMN max_idle_seconds bigint,
  ADD COLUMN expires_at       timestamptz,
  ADD COLUMN merged_from      uuid[]           NOT NULL DEFAULT '{}';
