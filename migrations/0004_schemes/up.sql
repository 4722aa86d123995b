-- Scheme versions as the authority holds them, and the money that they share out.

CREATE TABLE scheme_version (
    authority_id    TEXT NOT NULL REFERENCES authority (id),
    id              TEXT NOT NULL,
    scheme_id       TEXT NOT NULL,
    effective_from  TEXT NOT NULL,
    effective_until TEXT,
    hash            TEXT NOT NULL,        -- of the rule files
    files           TEXT NOT NULL,        -- JSON: file name to text
    findings        TEXT NOT NULL,        -- JSON: what the check found
    published_by    TEXT,
    published_at    TEXT NOT NULL,
    cliffs_accepted_by   TEXT,            -- by name, where the check found cliffs
    equality_note        TEXT NOT NULL,   -- who may lose by the method, and what was done about it
    in_force_from   TEXT,                 -- nothing until it is put in force
    in_force_by     TEXT,
    withdrawn_from  TEXT,
    withdrawn_by    TEXT,
    withdrawn_why   TEXT,
    version         BIGINT NOT NULL,
    PRIMARY KEY (authority_id, id)
);
CREATE UNIQUE INDEX scheme_version_hash ON scheme_version (authority_id, hash);

-- The money available, by year (its first day) and funding stream.
CREATE TABLE pot (
    authority_id             TEXT NOT NULL REFERENCES authority (id),
    year_from                TEXT NOT NULL,
    stream                   TEXT NOT NULL,
    available_pence          BIGINT NOT NULL,
    contingency_basis_points BIGINT NOT NULL,
    set_by                   TEXT,
    set_at                   TEXT NOT NULL,
    version                  BIGINT NOT NULL,
    PRIMARY KEY (authority_id, year_from, stream)
);

-- Commitments that were let go above what was left, each with the person who decided.
CREATE TABLE over_commitment (
    authority_id TEXT NOT NULL,
    id           TEXT NOT NULL,
    year_from    TEXT NOT NULL,
    stream       TEXT NOT NULL,
    over_by_pence BIGINT NOT NULL,
    reason       TEXT NOT NULL,
    decided_by   TEXT NOT NULL,
    decided_at   TEXT NOT NULL,
    PRIMARY KEY (authority_id, id)
);
