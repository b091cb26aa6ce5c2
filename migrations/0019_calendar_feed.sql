-- The address at which a calendar program reads somebody's days, without signing in: one for each person.
CREATE TABLE calendar_feed (
    person     UUID   NOT NULL PRIMARY KEY REFERENCES person (id),
    -- The SHA-256 of what stands in the address: who reads this table reads nobody's days with it.
    token_hash BYTEA  NOT NULL UNIQUE,
    made_at    BIGINT NOT NULL,
    -- The last day on which a program fetched it, written as in 2026-11-23; nothing before the first time.
    fetched_on TEXT
);
