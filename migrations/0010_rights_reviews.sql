-- Somebody looked through who acts for an organisation in a region, and said that it is right.
CREATE TABLE rights_review (
    id           UUID    NOT NULL PRIMARY KEY,
    region       UUID    NOT NULL REFERENCES region (id),
    organisation UUID    NOT NULL REFERENCES organisation (id),
    reviewed_at  BIGINT  NOT NULL,
    reviewed_by  UUID    NOT NULL REFERENCES person (id),
    -- For whom they acted then, and as what: it stays true when their place changes or they are erased.
    acted_for    UUID    NOT NULL REFERENCES organisation (id),
    acted_as     JSONB   NOT NULL,
    could_adopt  BOOLEAN NOT NULL,
    -- The places that they saw: ids, roles and rights, no names.
    places       JSONB   NOT NULL
);
CREATE INDEX rights_review_by_organisation ON rights_review (region, organisation, reviewed_at);

-- Somebody was reminded by mail that a review is due. What stands here is not sent again.
CREATE TABLE rights_reminder (
    id           UUID    NOT NULL PRIMARY KEY,
    region       UUID    NOT NULL REFERENCES region (id),
    organisation UUID    NOT NULL REFERENCES organisation (id),
    -- The day on which the review is due, written as in 2026-11-23.
    due          TEXT    NOT NULL,
    -- Whether that day had come.
    is_late      BOOLEAN NOT NULL,
    sent_at      BIGINT  NOT NULL
);
CREATE INDEX rights_reminder_by_organisation ON rights_reminder (region, organisation, sent_at);

-- When this installation began to ask for reviews: one row, written by the first server that knows them.
CREATE TABLE rights_review_begin (
    id BIGINT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL
);

-- The organisation that a mail is about, where it reminds of a review.
ALTER TABLE mail ADD COLUMN organisation UUID REFERENCES organisation (id);
