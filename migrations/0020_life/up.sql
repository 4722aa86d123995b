-- What changes in a life: a death, in the shape of all papers (see 0013). The day stands with the person too, because every question of access asks for it.

ALTER TABLE person ADD COLUMN died_on TEXT;

-- A death on the record: who may be asked, who asks, what was said.
CREATE TABLE death (
    authority_id TEXT NOT NULL,
    id           TEXT NOT NULL,
    child_id     TEXT NOT NULL,
    stream       TEXT NOT NULL,
    status       TEXT NOT NULL,
    due_day      TEXT NOT NULL,           -- the day that it is looked for by
    amount_pence BIGINT NOT NULL,
    belongs_to   TEXT,                    -- the worker who looks after it
    only_one     TEXT,                    -- what no two may have
    body         TEXT NOT NULL,           -- JSON
    made_by      TEXT,
    made_at      TEXT NOT NULL,
    version      BIGINT NOT NULL,
    PRIMARY KEY (authority_id, id),
    FOREIGN KEY (authority_id, child_id) REFERENCES person (authority_id, id)
);
CREATE INDEX death_of_child ON death (authority_id, child_id, due_day);
CREATE UNIQUE INDEX death_only_one ON death (authority_id, only_one);

-- A move away: where to, the last day, what the family lets go, what has gone.
CREATE TABLE moving (
    authority_id TEXT NOT NULL,
    id           TEXT NOT NULL,
    child_id     TEXT NOT NULL,
    stream       TEXT NOT NULL,
    status       TEXT NOT NULL,
    due_day      TEXT NOT NULL,           -- the day that it is looked for by
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
CREATE INDEX moving_of_child ON moving (authority_id, child_id, due_day);
CREATE UNIQUE INDEX moving_only_one ON moving (authority_id, only_one);

-- That a child moved in: where from, since when.
CREATE TABLE moved_in (
    authority_id TEXT NOT NULL,
    id           TEXT NOT NULL,
    child_id     TEXT NOT NULL,
    stream       TEXT NOT NULL,
    status       TEXT NOT NULL,
    due_day      TEXT NOT NULL,           -- the day that it is looked for by
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
CREATE INDEX moved_in_of_child ON moved_in (authority_id, child_id, due_day);
CREATE UNIQUE INDEX moved_in_only_one ON moved_in (authority_id, only_one);
