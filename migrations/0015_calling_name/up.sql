-- Children are also found by the name that they are called by: `given family` in small letters, as people say it.

ALTER TABLE person ADD COLUMN calling_name TEXT;
UPDATE person SET calling_name = LOWER(TRIM(COALESCE(known_as, given_name) || ' ' || family_name)) WHERE erased_at IS NULL;
CREATE INDEX person_calling_name ON person (authority_id, calling_name, id);
