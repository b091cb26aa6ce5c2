-- Mailed links with which somebody of its owner answers one action without signing in, once. A link is also its mail.
CREATE TABLE action_link (
    id           UUID   NOT NULL PRIMARY KEY,
    -- The id of the one command that it can give, shown nowhere: the journal refuses a second.
    command      UUID   NOT NULL UNIQUE,
    -- The SHA-256 of what stands in the link; nothing until its mail is sent.
    token_hash   BYTEA  UNIQUE,
    region       UUID   NOT NULL REFERENCES region (id),
    action       UUID   NOT NULL,
    person       UUID   NOT NULL REFERENCES person (id),
    organisation UUID   NOT NULL REFERENCES organisation (id),
    made_by      UUID   NOT NULL REFERENCES person (id),
    made_at      BIGINT NOT NULL,
    expires_at   BIGINT NOT NULL,
    used_at      BIGINT,
    ended_at     BIGINT,
    -- Whether it ended because another one was mailed in its place, and not because a place did.
    replaced     BOOLEAN NOT NULL DEFAULT FALSE
);
CREATE INDEX action_link_by_action ON action_link (region, action, made_at);
CREATE INDEX action_link_by_person ON action_link (person, region);
