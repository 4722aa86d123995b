ALTER TABLE plan ADD COLUMN changes_plan TEXT; -- the agreed plan that it changes in the middle of its time

-- A change of need that somebody told, in the shape of all papers (see 0013).

CREATE TABLE need_change (
    authority_id TEXT NOT NULL,
    id           TEXT NOT NULL,
    child_id     TEXT NOT NULL,
    stream       TEXT NOT NULL,
    status       TEXT NOT NULL,
    due_day      TEXT NOT NULL,           -- the day by which somebody looks at it
    amount_pence BIGINT NOT NULL,
    belongs_to   TEXT,                    -- the paper that it is part of
    only_one     TEXT,                    -- what no two may have
    body         TEXT NOT NULL,           -- JSON
    made_by      TEXT,
    made_at      TEXT NOT NULL,
    version      BIGINT NOT NULL,
    PRIMARY KEY (authority_id, id),
    FOREIGN KEY (authority_id, child_id) REFERENCES person (authority_id, id)
);
CREATE INDEX need_change_of_child ON need_change (authority_id, child_id, status, due_day);
CREATE UNIQUE INDEX need_change_only_one ON need_change (authority_id, only_one);
