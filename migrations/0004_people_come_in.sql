-- Since when somebody administers the installation: regions and their coordinators, and no region's content.
ALTER TABLE person ADD COLUMN administers_since BIGINT;
-- The code under which Statistics Netherlands knows a municipality.
ALTER TABLE organisation ADD COLUMN cbs TEXT;

-- A place that is offered to whoever has its link: in a region, or, without one, as administrator.
CREATE TABLE invitation (
    id           UUID    NOT NULL PRIMARY KEY,
    -- The SHA-256 of what stands in the link: who reads this table cannot come in.
    token_hash   BYTEA   NOT NULL UNIQUE,
    region       UUID    REFERENCES region (id),
    organisation UUID    REFERENCES organisation (id),
    roles        JSONB   NOT NULL,
    may_adopt    BOOLEAN NOT NULL,
    -- What colleagues will see, where the inviter said it: a function.
    display      TEXT    NOT NULL,
    invited_by   UUID    REFERENCES person (id),
    created_at   BIGINT  NOT NULL,
    expires_at   BIGINT  NOT NULL,
    withdrawn_at BIGINT,
    accepted_at  BIGINT,
    accepted_by  UUID    REFERENCES person (id)
);
CREATE INDEX invitation_by_region ON invitation (region);

-- What became of the places in a region: given, changed, ended. Ids only, as in the audit.
CREATE TABLE place_change (
    id           UUID    NOT NULL PRIMARY KEY,
    at           BIGINT  NOT NULL,
    region       UUID    NOT NULL REFERENCES region (id),
    person       UUID    NOT NULL REFERENCES person (id),
    organisation UUID    NOT NULL REFERENCES organisation (id),
    roles        JSONB   NOT NULL,
    may_adopt    BOOLEAN NOT NULL,
    -- given, changed or ended
    kind         TEXT    NOT NULL,
    changed_by   UUID    REFERENCES person (id)
);
CREATE INDEX place_change_by_region ON place_change (region, at);
