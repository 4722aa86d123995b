-- Seeing how it worked: reviews and what belongs to them, in the shape of all papers (see 0013).

-- A look at how a plan works: planned, held, decided.
CREATE TABLE review (
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
CREATE INDEX review_of_child ON review (authority_id, child_id, due_day);
CREATE INDEX review_of_status ON review (authority_id, status, due_day);
CREATE UNIQUE INDEX review_only_one ON review (authority_id, only_one);

-- What somebody says for a review.
CREATE TABLE review_saying (
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
CREATE INDEX review_saying_of_child ON review_saying (authority_id, child_id, due_day);
CREATE INDEX review_saying_part_of ON review_saying (authority_id, belongs_to);
CREATE UNIQUE INDEX review_saying_only_one ON review_saying (authority_id, only_one);

-- A value of an outcome, with its day and who said it.
CREATE TABLE outcome_value (
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
CREATE INDEX outcome_value_of_child ON outcome_value (authority_id, child_id, due_day);
CREATE UNIQUE INDEX outcome_value_only_one ON outcome_value (authority_id, only_one);

-- What a family and its worker learned; with their word, in words without names, for others.
CREATE TABLE learning_note (
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
CREATE INDEX learning_note_of_child ON learning_note (authority_id, child_id, due_day);
CREATE INDEX learning_note_of_status ON learning_note (authority_id, status, due_day);
CREATE UNIQUE INDEX learning_note_only_one ON learning_note (authority_id, only_one);

-- By when a child needs the next review, for the list of work.
CREATE TABLE review_due (
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
CREATE INDEX review_due_of_child ON review_due (authority_id, child_id, due_day);
CREATE INDEX review_due_of_status ON review_due (authority_id, status, due_day);
CREATE UNIQUE INDEX review_due_only_one ON review_due (authority_id, only_one);

-- A subject that a family and its worker write about.
CREATE TABLE message_thread (
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
CREATE INDEX message_thread_of_child ON message_thread (authority_id, child_id, due_day);
CREATE UNIQUE INDEX message_thread_only_one ON message_thread (authority_id, only_one);

-- A message.
CREATE TABLE message (
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
CREATE INDEX message_of_child ON message (authority_id, child_id, due_day);
CREATE INDEX message_part_of ON message (authority_id, belongs_to);
CREATE UNIQUE INDEX message_only_one ON message (authority_id, only_one);

-- How far somebody has read.
CREATE TABLE message_reading (
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
CREATE INDEX message_reading_of_child ON message_reading (authority_id, child_id, due_day);
CREATE INDEX message_reading_part_of ON message_reading (authority_id, belongs_to);
CREATE UNIQUE INDEX message_reading_only_one ON message_reading (authority_id, only_one);
