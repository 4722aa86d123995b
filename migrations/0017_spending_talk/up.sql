-- Conversations about spending: what was noticed, by when it is talked about, what was said. In the shape of all papers.

CREATE TABLE spending_talk (
    authority_id TEXT NOT NULL,
    id           TEXT NOT NULL,
    child_id     TEXT NOT NULL,
    stream       TEXT NOT NULL,
    status       TEXT NOT NULL,
    due_day      TEXT NOT NULL,           -- by when it is talked about
    amount_pence BIGINT NOT NULL,
    belongs_to   TEXT,
    only_one     TEXT,                    -- of each kind one at a time
    body         TEXT NOT NULL,           -- JSON
    made_by      TEXT,
    made_at      TEXT NOT NULL,
    version      BIGINT NOT NULL,
    PRIMARY KEY (authority_id, id),
    FOREIGN KEY (authority_id, child_id) REFERENCES person (authority_id, id)
);
CREATE INDEX spending_talk_of_child ON spending_talk (authority_id, child_id, due_day);
CREATE INDEX spending_talk_of_status ON spending_talk (authority_id, status, due_day);
CREATE UNIQUE INDEX spending_talk_only_one ON spending_talk (authority_id, only_one);
