-- What keeps a record from being erased.

CREATE TABLE legal_hold (
    authority_id TEXT NOT NULL,
    id           TEXT NOT NULL,
    child_id     TEXT NOT NULL,
    reason       TEXT NOT NULL,
    placed_by    TEXT,
    placed_at    TEXT NOT NULL,
    lifted_by    TEXT,
    lifted_at    TEXT,
    lifted_reason TEXT,
    PRIMARY KEY (authority_id, id),
    FOREIGN KEY (authority_id, child_id) REFERENCES person (authority_id, id)
);
CREATE INDEX legal_hold_child ON legal_hold (authority_id, child_id);
