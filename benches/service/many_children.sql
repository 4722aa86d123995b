-- A hundred thousand made-up children in PostgreSQL, each with a parent, a team of some 275 and a key worker.
-- Called with the variable `children`; ids and names come from counters, so every run has the same rows.

\set ON_ERROR_STOP on
\set at '''2026-01-05T09:30:00.000000Z'''
SET synchronous_commit = off;
BEGIN;

CREATE FUNCTION pg_temp.id(kind text, number bigint) RETURNS text IMMUTABLE LANGUAGE sql
    AS $$ SELECT CAST(CAST(md5(kind || number) AS uuid) AS text) $$;
CREATE FUNCTION pg_temp.family(number bigint) RETURNS text IMMUTABLE LANGUAGE sql
    AS $$ SELECT (ARRAY['Adeyemi','Bell','Carter','Davies','Evans','Farouk','Green','Hughes','Iqbal','Jones','Khan','Lewis','Morgan',
        'Nowak','O''Neil','Patel','Quinn','Rees','Singh','Taylor','Usman','Vaughan','Walsh','Yilmaz'])[1 + number % 24]
        || (ARRAY['','ton','field','worth','son','ley','man','wood','by','ham','stead'])[1 + number / 24 % 11] $$;
CREATE FUNCTION pg_temp.given(number bigint) RETURNS text IMMUTABLE LANGUAGE sql
    AS $$ SELECT (ARRAY['Ada','Bo','Cal','Dylan','Elin','Femi','Gwen','Hana','Idris','Jo','Kofi','Leah','Mina','Noor','Owen','Priya',
        'Rhys','Sara','Tom','Una','Wes','Zara'])[1 + number * 7 % 22] $$;

INSERT INTO authority VALUES ('exampleshire', 'Exampleshire', NULL, NULL, '{}', :at);

-- teams, and ten workers in each; numbers below nought are people who look
CREATE TEMP TABLE team AS SELECT number FROM generate_series(0, :children / 275) number;
INSERT INTO care_group SELECT 'exampleshire', pg_temp.id('team', number), 'team', 'Team ' || number, NULL FROM team;
CREATE TEMP TABLE worker AS
    SELECT number, number / 10 AS team, 'team-member' AS role FROM generate_series(0, (:children / 275 + 1) * 10 - 1) number
    UNION ALL SELECT -1, NULL, 'head-of-service'
    UNION ALL SELECT -2, 0, 'team-member'
    UNION ALL SELECT -3, number, 'group-manager' FROM generate_series(0, 3) number
    UNION ALL SELECT -4, number, 'group-manager' FROM generate_series(0, 29) number;
INSERT INTO person (authority_id, id, given_name, family_name, sorting_name, is_address_restricted, language, has_record,
    created_at, version)
    SELECT DISTINCT 'exampleshire', pg_temp.id('worker', number), 'Worker', 'Number ' || number, 'number ' || number || ', worker',
        0, 'en', 0, :at, 1 FROM worker;
INSERT INTO membership
    SELECT 'exampleshire', pg_temp.id('role', row_number() OVER ()), pg_temp.id('worker', number), role,
        pg_temp.id('team', team), '2020-01-01', NULL FROM worker;

-- children, parents, and who is what to whom
INSERT INTO person (authority_id, id, given_name, family_name, sorting_name, born, upn, is_address_restricted, language,
    has_record, created_at, version)
    SELECT 'exampleshire', pg_temp.id('child', number), pg_temp.given(number), pg_temp.family(number),
        lower(pg_temp.family(number) || ', ' || pg_temp.given(number)),
        CAST(date '2008-01-01' + CAST(number % 6000 AS int) AS text), 'A' || 100000000000 + number, 0, 'en', 1, :at, 1
    FROM generate_series(1, :children) number;
INSERT INTO person (authority_id, id, given_name, family_name, sorting_name, is_address_restricted, language, has_record,
    created_at, version)
    SELECT 'exampleshire', pg_temp.id('parent', number), pg_temp.given(number + 5), pg_temp.family(number),
        lower(pg_temp.family(number) || ', ' || pg_temp.given(number + 5)), 0, 'en', 0, :at, 1
    FROM generate_series(1, :children) number;
INSERT INTO relation (authority_id, id, child_id, holder_person_id, holder_group_id, kind, is_contact_restricted, starts_on,
    source, recorded_at)
    SELECT 'exampleshire', pg_temp.id(kind, number), pg_temp.id('child', number), person, team, kind, 0, '2024-04-01', 'counted', :at
    FROM generate_series(1, :children) number, LATERAL (VALUES
        ('team', NULL, pg_temp.id('team', number % (:children / 275 + 1))),
        ('parent', pg_temp.id('parent', number), NULL),
        ('key-worker', pg_temp.id('worker', number % (:children / 275 + 1) * 10 + number % 10), NULL)) holder (kind, person, team);

-- what each waits for, as the service keeps it with every change
INSERT INTO worklist
    SELECT 'exampleshire', pg_temp.id('child', number), pg_temp.given(number) || ' ' || pg_temp.family(number),
        lower(pg_temp.family(number) || ', ' || pg_temp.given(number)), CAST(date '2008-01-01' + CAST(number % 6000 AS int) AS text),
        waiting, CASE WHEN waiting <> 'nothing' THEN '2026-0' || 1 + number % 9 || '-05T09:30:00.000000Z' END, NULL,
        'Worker Number ' || number % (:children / 275 + 1) * 10 + number % 10, 'Team ' || number % (:children / 275 + 1)
    FROM (SELECT number, CASE WHEN number % 500 = 0 THEN 'challenge' WHEN number % 100 = 1 THEN 'decision'
            WHEN number % 10 = 2 THEN 'answers' WHEN number % 10 = 3 THEN 'submitted' WHEN number % 20 = 4 THEN 'settling'
            WHEN number % 10 = 5 THEN 'new' ELSE 'nothing' END AS waiting
        FROM generate_series(1, :children) number) children;

-- those who look are signed in; their tokens are look-1 to look-4
INSERT INTO account (authority_id, id, person_id, email, created_at)
    SELECT 'exampleshire', pg_temp.id('account', number), pg_temp.id('worker', -number), number || '@exampleshire.example', :at
    FROM generate_series(1, 4) number;
INSERT INTO session (authority_id, id, token_hash, account_id, person_id, csrf_token, browser, started_at, last_seen_at)
    SELECT 'exampleshire', pg_temp.id('session', number),
        rtrim(translate(encode(sha256(CAST('look-' || number AS bytea)), 'base64'), '+/', '-_'), '='),
        pg_temp.id('account', number), pg_temp.id('worker', -number), 'none', 'a benchmark',
        to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
    FROM generate_series(1, 4) number;
COMMIT;
VACUUM ANALYZE;
CHECKPOINT;
