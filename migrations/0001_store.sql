-- The store of Ketentafel. One text for SQLite and PostgreSQL.
-- Moments are BIGINT: microseconds since 1970 UTC, the same on both engines.

CREATE TABLE region (
    id           UUID   NOT NULL PRIMARY KEY,
    name         TEXT   NOT NULL,
    -- The number of the last entry. Every append compares and raises it: the only guard of the journal.
    head         BIGINT NOT NULL,
    -- Rises with every change in who may do what here.
    rights_epoch BIGINT NOT NULL,
    -- The release that wrote last, named when another release cannot read an entry.
    release      TEXT   NOT NULL,
    created_at   BIGINT NOT NULL
);

CREATE TABLE organisation (
    id   UUID NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL
);

CREATE TABLE person (
    id            UUID   NOT NULL PRIMARY KEY,
    login         TEXT   NOT NULL UNIQUE,
    -- What colleagues see: a function, such as "coördinator".
    display       TEXT   NOT NULL,
    language      TEXT   NOT NULL,
    password_hash TEXT   NOT NULL,
    created_at    BIGINT NOT NULL,
    closed_at     BIGINT
);

-- A person acts for one organisation in a region.
CREATE TABLE membership (
    person       UUID    NOT NULL REFERENCES person (id),
    region       UUID    NOT NULL REFERENCES region (id),
    organisation UUID    NOT NULL REFERENCES organisation (id),
    roles        JSONB   NOT NULL,
    may_adopt    BOOLEAN NOT NULL,
    since        BIGINT  NOT NULL,
    until        BIGINT,
    PRIMARY KEY (person, region)
);
CREATE INDEX membership_by_region ON membership (region);

-- The journal. No personal data: people and organisations are bare ids.
CREATE TABLE entry (
    region       UUID   NOT NULL REFERENCES region (id),
    seq          BIGINT NOT NULL,
    at           BIGINT NOT NULL,
    person       UUID,
    organisation UUID,
    command      UUID   NOT NULL,
    kind         TEXT   NOT NULL,
    version      BIGINT NOT NULL,
    payload      JSONB  NOT NULL,
    -- What the command asked, on the last entry that followed from it: sent twice, it works once.
    -- Rooms find that entry; an index over ids that say nothing would make every commit write as
    -- many pages as it has commands.
    command_hash BYTEA,
    PRIMARY KEY (region, seq)
);

CREATE TABLE session (
    id      TEXT   NOT NULL PRIMARY KEY,
    body    TEXT   NOT NULL,
    expires BIGINT NOT NULL
);
CREATE INDEX session_by_expiry ON session (expires);

-- Who changed what outside the journal. Ids only, never names.
CREATE TABLE audit (
    id      UUID   NOT NULL PRIMARY KEY,
    at      BIGINT NOT NULL,
    person  UUID,
    region  UUID,
    subject UUID   NOT NULL,
    kind    TEXT   NOT NULL
);
CREATE INDEX audit_by_moment ON audit (at);
