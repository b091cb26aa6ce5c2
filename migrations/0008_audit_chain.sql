-- What came of it, and from which address of the network.
ALTER TABLE audit ADD COLUMN result TEXT NOT NULL DEFAULT 'done';
ALTER TABLE audit ADD COLUMN origin TEXT;
-- The place in the chain. A row is written in the transaction of what it tells, and chained a moment later: a
-- chain that every change had to wait for would put all of them one behind the other.
ALTER TABLE audit ADD COLUMN seq BIGINT;
-- SHA-256 of what the row says, in hexadecimal; it stays when the row is emptied.
ALTER TABLE audit ADD COLUMN digest TEXT;
-- SHA-256 of the hash before, the place and the digest.
ALTER TABLE audit ADD COLUMN hash TEXT;
-- When the row was emptied because it was kept long enough.
ALTER TABLE audit ADD COLUMN emptied_at BIGINT;
CREATE UNIQUE INDEX audit_by_seq ON audit (seq);
CREATE INDEX audit_by_region ON audit (region, at);

-- The end of the chain: one row.
CREATE TABLE audit_chain (
    id   BIGINT NOT NULL PRIMARY KEY,
    seq  BIGINT NOT NULL,
    hash TEXT   NOT NULL
);
INSERT INTO audit_chain (id, seq, hash) VALUES (1, 0, '');
