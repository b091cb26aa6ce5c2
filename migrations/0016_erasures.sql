-- Who was erased from this store. Ids only, and it stays: the ledger beside the store is compared with `person`.
CREATE TABLE erasure (
    person UUID    NOT NULL PRIMARY KEY REFERENCES person (id),
    -- Whether the bytes of what was known of them were swept out of the files of the store since.
    swept  BOOLEAN NOT NULL
);
