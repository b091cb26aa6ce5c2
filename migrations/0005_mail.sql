-- Mail that waits, was sent or failed. No row holds a link or a text: both are made at the moment of sending.
CREATE TABLE mail (
    id         UUID   NOT NULL PRIMARY KEY,
    kind       TEXT   NOT NULL,
    -- The region whose coordinators read of it; without one the administration does, or nobody.
    region     UUID   REFERENCES region (id),
    invitation UUID   REFERENCES invitation (id),
    recipient  TEXT   NOT NULL,
    language   TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    created_by UUID   REFERENCES person (id),
    tries      BIGINT NOT NULL,
    -- When it is tried next; nothing once it was sent, given up or not needed any more.
    next_at    BIGINT,
    sent_at    BIGINT,
    ended_at   BIGINT,
    -- What the last try came to where it was not sent.
    trouble    TEXT
);
CREATE INDEX mail_by_next ON mail (next_at);
CREATE INDEX mail_by_region ON mail (region, created_at);
CREATE INDEX mail_by_invitation ON mail (invitation);

-- A link with which somebody sets a new password.
CREATE TABLE password_reset (
    -- The mail that carries it.
    id         UUID   NOT NULL PRIMARY KEY,
    -- The SHA-256 of what stands in the link.
    token_hash BYTEA  NOT NULL UNIQUE,
    person     UUID   NOT NULL REFERENCES person (id),
    expires_at BIGINT NOT NULL
);
CREATE INDEX password_reset_by_person ON password_reset (person);
