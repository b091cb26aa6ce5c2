-- Up to which entry a person read what is said about a question. Theirs alone: nobody else is shown it.
CREATE TABLE read_mark (
    person   UUID   NOT NULL REFERENCES person (id),
    region   UUID   NOT NULL REFERENCES region (id),
    question TEXT   NOT NULL,
    seq      BIGINT NOT NULL,
    PRIMARY KEY (person, region, question)
);
