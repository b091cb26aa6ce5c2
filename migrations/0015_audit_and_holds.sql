-- From when on a row of the audit may be emptied; it is part of the hash of the place, and stays when the row is
-- emptied. Rows that got their place from an earlier release have none.
ALTER TABLE audit ADD COLUMN keep_until BIGINT;
CREATE INDEX audit_by_kind ON audit (kind, at);
CREATE INDEX place_change_by_person ON place_change (person, region, at);

-- One row: whoever deletes because of time, and whoever says that nothing may go, writes to it first, so that
-- nothing is deleted behind the back of a hold.
CREATE TABLE keeping (
    id      BIGINT NOT NULL PRIMARY KEY,
    changes BIGINT NOT NULL
);
INSERT INTO keeping (id, changes) VALUES (1, 0);
