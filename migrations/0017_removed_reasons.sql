-- Reasons outside the journal that were removed for good: why somebody was let read a region along, and why nothing
-- was deleted. It stays, also once the grant or the hold is deleted: the ledger beside the store is compared with it.
CREATE TABLE removed_reason (
    -- Of the grant, or of the hold.
    id         UUID    NOT NULL PRIMARY KEY,
    -- Of the grant. A hold has none.
    region     UUID,
    removed_at BIGINT  NOT NULL,
    -- Whether its bytes were swept out of the files of the store since.
    swept      BOOLEAN NOT NULL
);
