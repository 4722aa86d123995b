-- One stream's money between two plans, in the shape of all papers (see 0013).

CREATE TABLE bridge (
    authority_id TEXT NOT NULL,
    id           TEXT NOT NULL,
    child_id     TEXT NOT NULL,
    stream       TEXT NOT NULL,
    status       TEXT NOT NULL,
    due_day      TEXT NOT NULL,           -- the day by which somebody looks at it
    amount_pence BIGINT NOT NULL,
    belongs_to   TEXT,                    -- how it is held: its holding
    only_one     TEXT,                    -- what no two may have
    body         TEXT NOT NULL,           -- JSON
    made_by      TEXT,
    made_at      TEXT NOT NULL,
    version      BIGINT NOT NULL,
    PRIMARY KEY (authority_id, id),
    FOREIGN KEY (authority_id, child_id) REFERENCES person (authority_id, id)
);
CREATE INDEX bridge_of_child ON bridge (authority_id, child_id, status, due_day);
CREATE UNIQUE INDEX bridge_only_one ON bridge (authority_id, only_one);
CREATE INDEX bridge_part_of ON bridge (authority_id, belongs_to);
CREATE INDEX bridge_by_status ON bridge (authority_id, status, due_day);
