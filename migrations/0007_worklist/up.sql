-- What each child waits for: worked out from the tables above whenever a change to a child is kept, so that a list of a
-- hundred children among a hundred thousand is one look into one index.

CREATE TABLE worklist (
    authority_id TEXT NOT NULL,
    child_id     TEXT NOT NULL,
    name         TEXT NOT NULL,           -- as pages show it
    sorting_name TEXT NOT NULL,
    born         TEXT,
    waiting      TEXT NOT NULL,           -- for what: new, answers, submitted, settling, settled, challenge, decision, nothing
    since        TEXT,                    -- since when; nothing where nobody waits
    due_by       TEXT,                    -- the last day to answer, where there is one
    worker       TEXT NOT NULL,           -- the name of the key worker; empty where there is none
    team         TEXT NOT NULL,           -- the name of the team; empty where there is none
    PRIMARY KEY (authority_id, child_id),
    FOREIGN KEY (authority_id, child_id) REFERENCES person (authority_id, id)
);
CREATE INDEX worklist_name ON worklist (authority_id, sorting_name, child_id);
CREATE INDEX worklist_since ON worklist (authority_id, since, child_id);
CREATE INDEX worklist_waiting_name ON worklist (authority_id, waiting, sorting_name, child_id);
CREATE INDEX worklist_waiting_since ON worklist (authority_id, waiting, since, child_id);

CREATE INDEX challenge_open ON challenge (authority_id, child_id, outcome);
CREATE INDEX assessment_newest ON assessment (authority_id, child_id, opened_at);
CREATE INDEX relation_person_child ON relation (authority_id, holder_person_id, child_id);
CREATE INDEX relation_group_child ON relation (authority_id, holder_group_id, child_id);
CREATE INDEX broken_glass_review ON broken_glass (authority_id, reviewed_at, starts_at);
