-- A coordinator lets an administrator read the region along for a while. What is not ended ends at its time.
CREATE TABLE reading_grant (
    id          UUID   NOT NULL PRIMARY KEY,
    region      UUID   NOT NULL REFERENCES region (id),
    person      UUID   NOT NULL REFERENCES person (id),
    given_by    UUID   NOT NULL REFERENCES person (id),
    -- Why, as the guard let it pass.
    reason      JSONB  NOT NULL,
    since       BIGINT NOT NULL,
    until       BIGINT NOT NULL,
    ended_at    BIGINT,
    -- Nobody where it ended by itself, or where the installation ended it.
    ended_by    UUID   REFERENCES person (id),
    -- Up to when it is written down in the audit that somebody read.
    noted_until BIGINT NOT NULL
);
CREATE INDEX reading_grant_by_region ON reading_grant (region, until);
CREATE INDEX reading_grant_by_person ON reading_grant (person, until);

-- One row: whoever lets somebody stop administering the installation writes to it first, so that of the last
-- two who stop at once one stays.
CREATE TABLE administration (
    id      BIGINT NOT NULL PRIMARY KEY,
    changes BIGINT NOT NULL
);
INSERT INTO administration (id, changes) VALUES (1, 0);
