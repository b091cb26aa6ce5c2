-- What somebody was told of a region. Numbers of entries only: they say nothing of what.
CREATE TABLE notice_mark (
    person UUID   NOT NULL REFERENCES person (id),
    region UUID   NOT NULL REFERENCES region (id),
    -- Up to which entry they said that they saw what concerns them.
    seen   BIGINT NOT NULL,
    -- Up to which entry a digest told it.
    mailed BIGINT NOT NULL,
    -- Up to which entry what names them was mailed at once.
    prompt BIGINT NOT NULL,
    PRIMARY KEY (person, region)
);

-- How somebody is mailed what concerns them, and when the next time is.
CREATE TABLE digest_setting (
    person       UUID    NOT NULL PRIMARY KEY REFERENCES person (id),
    rhythm       TEXT    NOT NULL,
    -- 0 for a Monday.
    weekday      BIGINT  NOT NULL,
    hour         BIGINT  NOT NULL,
    paused_until TEXT,
    at_once      BOOLEAN NOT NULL,
    -- Nothing where no digest is wanted.
    next_at      BIGINT
);
CREATE INDEX digest_setting_by_next ON digest_setting (next_at);

-- What a digest tells: which entries of which region. Its text is made at the moment of sending.
CREATE TABLE digest_part (
    mail     UUID    NOT NULL REFERENCES mail (id) ON DELETE CASCADE,
    region   UUID    NOT NULL REFERENCES region (id),
    person   UUID    NOT NULL REFERENCES person (id),
    since    BIGINT  NOT NULL,
    upto     BIGINT  NOT NULL,
    -- What names the person was mailed up to here.
    prompt   BIGINT  NOT NULL,
    -- Whether it tells only what names the person.
    personal BOOLEAN NOT NULL,
    PRIMARY KEY (mail, region)
);
CREATE INDEX digest_part_by_person ON digest_part (person);

-- A digest is a mail for each person and day: what looks for one address, or for the newest, does not read them all.
CREATE INDEX mail_by_recipient ON mail (recipient, kind);
CREATE INDEX mail_by_created ON mail (created_at);
