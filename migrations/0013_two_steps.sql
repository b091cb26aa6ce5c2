-- Of which organisation everybody who acts for it in a region signs in in two steps there. It was a property of the
-- organisation in all its regions, so that whoever looked after it in one of them set it in the others.
CREATE TABLE two_steps_asked (
    region       UUID NOT NULL REFERENCES region (id),
    organisation UUID NOT NULL REFERENCES organisation (id),
    PRIMARY KEY (region, organisation)
);
-- What was asked stays asked everywhere, also where the organisation comes in later.
INSERT INTO two_steps_asked (region, organisation)
    SELECT r.id, o.id FROM region r CROSS JOIN organisation o WHERE o.requires_second_factor;
ALTER TABLE organisation DROP COLUMN requires_second_factor;

-- When somebody said that they kept the recovery codes that they were shown; until then they are asked.
ALTER TABLE second_factor ADD COLUMN codes_kept_at BIGINT;
UPDATE second_factor SET codes_kept_at = confirmed_at;
