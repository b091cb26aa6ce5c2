-- As long as one of these is not lifted, nothing is deleted because it was kept long enough.
CREATE TABLE hold (
    id        UUID   NOT NULL PRIMARY KEY,
    reason    TEXT   NOT NULL,
    set_by    UUID   NOT NULL REFERENCES person (id),
    set_at    BIGINT NOT NULL,
    lifted_by UUID   REFERENCES person (id),
    lifted_at BIGINT
);
