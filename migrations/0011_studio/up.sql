-- The studio: a study of cases, what was chosen, where its run stands, what came out, and who has signed that.

CREATE TABLE study (
    authority_id      TEXT NOT NULL,
    id                TEXT NOT NULL,
    title             TEXT NOT NULL,
    source            TEXT NOT NULL,         -- file, records
    file_name         TEXT NOT NULL,
    cases_hash        TEXT NOT NULL,         -- SHA-256 of the file of cases
    questions         TEXT,                  -- JSON: the questions behind the points, where a scheme of the authority asked them
    chosen            TEXT,                  -- JSON
    state             TEXT NOT NULL,         -- open, waiting, running, done, failed, cancelled
    run_id            TEXT,                  -- whose result counts
    percent           BIGINT NOT NULL,
    heard_at          TEXT,                  -- when the run last gave a sign of life
    why               TEXT,                  -- why it failed
    result_hash       TEXT,                  -- SHA-256 of the evidence
    scheme_version_id TEXT,                  -- the draft that was published from it
    begun_by          TEXT,
    begun_at          TEXT NOT NULL,
    ended_at          TEXT,
    version           BIGINT NOT NULL,
    PRIMARY KEY (authority_id, id)
);

-- The file of cases is kept apart: it goes when the rule for money has run out, the result stays behind the scheme.
CREATE TABLE study_cases (
    authority_id TEXT NOT NULL,
    study_id     TEXT NOT NULL,
    content      TEXT NOT NULL,              -- base64
    kept_at      TEXT NOT NULL,
    PRIMARY KEY (authority_id, study_id),
    FOREIGN KEY (authority_id, study_id) REFERENCES study (authority_id, id)
);

CREATE TABLE study_result (
    authority_id TEXT NOT NULL,
    study_id     TEXT NOT NULL,
    evidence     TEXT NOT NULL,              -- JSON, as the command line writes it
    report       TEXT NOT NULL,              -- HTML, as the command line writes it; empty where nothing could write it
    told         TEXT NOT NULL,              -- JSON: the report as blocks
    picture      TEXT NOT NULL,              -- JSON: what the pages draw
    draft        TEXT NOT NULL,              -- JSON: the scheme in the making
    made_at      TEXT NOT NULL,
    PRIMARY KEY (authority_id, study_id),
    FOREIGN KEY (authority_id, study_id) REFERENCES study (authority_id, id)
);

CREATE TABLE study_signature (
    authority_id TEXT NOT NULL,
    id           TEXT NOT NULL,
    study_id     TEXT NOT NULL,
    side         TEXT NOT NULL,              -- families, finance, equality
    name         TEXT NOT NULL,
    words        TEXT NOT NULL,
    result_hash  TEXT NOT NULL,              -- what was signed
    written_by   TEXT NOT NULL,
    signed_at    TEXT NOT NULL,
    PRIMARY KEY (authority_id, id),
    FOREIGN KEY (authority_id, study_id) REFERENCES study (authority_id, id)
);
CREATE INDEX study_signature_of ON study_signature (authority_id, study_id);
