-- When the log has to be read again from its beginning, rows of what was forgotten come and go on the way. Until
-- next_offset has come to where the log ended then, the rows of the partition are shown to nobody.

ALTER TABLE projection_position
  ADD COLUMN shown_from bigint NOT NULL DEFAULT 0;
