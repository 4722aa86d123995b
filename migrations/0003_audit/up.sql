-- The audit chain. Rows are added and never changed, except that a purge empties `detail`.

CREATE TABLE audit_entry (
    authority_id TEXT NOT NULL,
    number       BIGINT NOT NULL,         -- from 1 without gaps
    at           TEXT NOT NULL,
    actor_id     TEXT,
    seat         TEXT,
    action       TEXT NOT NULL,
    purpose      TEXT NOT NULL,
    child_id     TEXT,
    subject      TEXT NOT NULL,
    detail       TEXT,
    detail_hash  TEXT NOT NULL,
    previous     TEXT NOT NULL,
    hash         TEXT NOT NULL,
    PRIMARY KEY (authority_id, number)
);
CREATE INDEX audit_entry_child ON audit_entry (authority_id, child_id, number);
CREATE INDEX audit_entry_actor ON audit_entry (authority_id, actor_id, number);

-- The end of each chain: one row an authority, locked while entries are added.
CREATE TABLE audit_head (
    authority_id TEXT NOT NULL PRIMARY KEY REFERENCES authority (id),
    number       BIGINT NOT NULL,
    hash         TEXT NOT NULL
);
