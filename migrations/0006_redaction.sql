-- How often texts were removed from the entries of a region: whoever remembers the region folds it anew.
ALTER TABLE region ADD COLUMN redaction_epoch BIGINT NOT NULL DEFAULT 0;

-- When the data of a person were erased, if they were: what stands in the row says nothing from then on.
ALTER TABLE person ADD COLUMN erased_at BIGINT;

-- The removals that this store knows; the ledger beside the store is compared with it. Ids only.
CREATE TABLE redaction (
    id     UUID    NOT NULL PRIMARY KEY,
    region UUID    NOT NULL REFERENCES region (id),
    -- Whether the bytes of the text were swept out of the files of the store since.
    swept  BOOLEAN NOT NULL
);
