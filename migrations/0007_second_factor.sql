-- Sessions anew: under a hash, with whose they are and how long they may last. Whoever was signed in signs in
-- once more.
DROP TABLE session;
CREATE TABLE session (
    -- The SHA-256 of what stands in the cookie: who reads this table cannot come in with it.
    id_hash      BYTEA   NOT NULL PRIMARY KEY,
    -- The id before this one, for requests that were under way when it changed, and until when it counts.
    former_hash  BYTEA,
    former_until BIGINT  NOT NULL,
    -- Names the session for its owner; it stays the same when the id changes, and opens nothing.
    handle       UUID    NOT NULL UNIQUE,
    -- Nobody where somebody gave the password and not yet the code.
    person       UUID,
    body         TEXT    NOT NULL,
    -- Which browser, in two words: "firefox windows".
    browser      TEXT    NOT NULL,
    -- Seconds since 1970, as are the next three: when it began, and when it was last used, to a few minutes.
    began        BIGINT  NOT NULL,
    used         BIGINT  NOT NULL,
    -- When it ends unless it is used, and when it ends in any case.
    expires      BIGINT  NOT NULL,
    ends         BIGINT  NOT NULL,
    -- The rights of its person changed: the next request gets another id.
    renew        BOOLEAN NOT NULL
);
CREATE INDEX session_by_former ON session (former_hash);
CREATE INDEX session_by_person ON session (person);
CREATE INDEX session_by_expiry ON session (expires);

-- The second step of signing in: a secret that a person's phone has as well.
CREATE TABLE second_factor (
    person       UUID   NOT NULL PRIMARY KEY REFERENCES person (id),
    secret       BYTEA  NOT NULL,
    -- When the first right code came; before that it asks nobody for anything.
    confirmed_at BIGINT,
    -- The last step of time whose code was taken: none is taken twice.
    last_step    BIGINT NOT NULL
);

-- Codes for whoever lost the phone. Each works once; the table holds hashes.
CREATE TABLE recovery_code (
    code_hash BYTEA  NOT NULL PRIMARY KEY,
    person    UUID   NOT NULL REFERENCES person (id),
    used_at   BIGINT
);
CREATE INDEX recovery_code_by_person ON recovery_code (person);

-- When somebody else turned the second step off, until the person has read that.
ALTER TABLE person ADD COLUMN second_factor_reset_at BIGINT;
-- Whether everybody who acts for the organisation signs in in two steps.
ALTER TABLE organisation ADD COLUMN requires_second_factor BOOLEAN NOT NULL DEFAULT FALSE;
