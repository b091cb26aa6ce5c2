-- What the installation keeps outside the database for a region: a file is named in its region alone. What it is called
-- and who attached it stand in the journal; here is only that it is there.
CREATE TABLE file (
    region      UUID   NOT NULL REFERENCES region (id),
    id          UUID   NOT NULL,
    -- The SHA-256 of what it holds.
    hash        BYTEA  NOT NULL,
    size        BIGINT NOT NULL,
    kind        TEXT   NOT NULL,
    -- When it was put down; again, where the same form was sent again.
    staged_at   BIGINT NOT NULL,
    -- When it was seen that an entry attached it; nothing before.
    attached_at BIGINT,
    -- When it was decided that it goes: nobody attaches it any more, and once its bytes are gone so is this row.
    removed_at  BIGINT,
    PRIMARY KEY (region, id)
);
