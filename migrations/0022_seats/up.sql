-- Personal assistants: their seats, the hours that they hand in, and who of those that are paid lives with the child. In the shape
-- of all papers (see 0013).

-- A seat: somebody whom a family employs, for one line of the plan.
CREATE TABLE assistant (
    authority_id TEXT NOT NULL,
    id           TEXT NOT NULL,
    child_id     TEXT NOT NULL,
    stream       TEXT NOT NULL,
    status       TEXT NOT NULL,
    due_day      TEXT NOT NULL,           -- its first day
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
CREATE INDEX assistant_of_child ON assistant (authority_id, child_id, due_day);
CREATE INDEX assistant_part_of ON assistant (authority_id, belongs_to);
CREATE UNIQUE INDEX assistant_only_one ON assistant (authority_id, only_one);

-- Hours that were handed in, until the family has said yes, and after.
CREATE TABLE assistant_hours (
    authority_id TEXT NOT NULL,
    id           TEXT NOT NULL,
    child_id     TEXT NOT NULL,
    stream       TEXT NOT NULL,
    status       TEXT NOT NULL,
    due_day      TEXT NOT NULL,           -- the last day of work
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
CREATE INDEX assistant_hours_of_child ON assistant_hours (authority_id, child_id, due_day);
CREATE INDEX assistant_hours_part_of ON assistant_hours (authority_id, belongs_to);
CREATE UNIQUE INDEX assistant_hours_only_one ON assistant_hours (authority_id, only_one);

-- Somebody who is paid, and what the family said about where they live.
CREATE TABLE household_payee (
    authority_id TEXT NOT NULL,
    id           TEXT NOT NULL,
    child_id     TEXT NOT NULL,
    stream       TEXT NOT NULL,
    status       TEXT NOT NULL,
    due_day      TEXT NOT NULL,           -- the day on which it was said
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
CREATE INDEX household_payee_of_child ON household_payee (authority_id, child_id, due_day);
CREATE INDEX household_payee_part_of ON household_payee (authority_id, belongs_to);
CREATE UNIQUE INDEX household_payee_only_one ON household_payee (authority_id, only_one);

-- A secret link for somebody's own calendar. Of its token only the hash is kept.
CREATE TABLE calendar_link (
    authority_id TEXT NOT NULL,
    id           TEXT NOT NULL,
    child_id     TEXT NOT NULL,
    token_hash   TEXT NOT NULL,
    made_by      TEXT NOT NULL,           -- whose calendar it is for
    made_at      TEXT NOT NULL,
    ended_at     TEXT,
    PRIMARY KEY (authority_id, id),
    FOREIGN KEY (authority_id, child_id) REFERENCES person (authority_id, id)
);
CREATE UNIQUE INDEX calendar_link_token ON calendar_link (authority_id, token_hash);
CREATE INDEX calendar_link_of ON calendar_link (authority_id, child_id, made_by);

-- What somebody who works with the family typed in from its paper.
ALTER TABLE spending_record ADD COLUMN from_paper BIGINT NOT NULL DEFAULT 0; -- 1 where staff entered it for the family
