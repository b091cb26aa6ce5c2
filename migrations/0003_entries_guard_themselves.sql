-- The key of the entries is the guard of the journal, so a region no longer counts them a second time.
-- Each entry names the release that wrote it, for when another release cannot read it.
ALTER TABLE entry ADD COLUMN release TEXT NOT NULL DEFAULT '';
UPDATE entry SET release = (SELECT region.release FROM region WHERE region.id = entry.region);
ALTER TABLE region DROP COLUMN head;
ALTER TABLE region DROP COLUMN release;
