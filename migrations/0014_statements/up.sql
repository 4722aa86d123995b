-- What families spend, as banks and families themselves tell it: statements, receipts and other records, what was matched to
-- what and why, what the answers taught.

CREATE TABLE bank_statement (
    authority_id  TEXT NOT NULL,
    id            TEXT NOT NULL,
    child_id      TEXT NOT NULL,
    format        TEXT NOT NULL,
    account       TEXT NOT NULL,          -- as the file names it; may be empty
    currency      TEXT NOT NULL,
    number        TEXT NOT NULL,
    file_name     TEXT NOT NULL,
    file_hash     TEXT NOT NULL,          -- SHA-256 of the file
    from_day      TEXT,
    until_day     TEXT,
    opening_pence BIGINT,
    closing_pence BIGINT,
    imported_by   TEXT NOT NULL,
    imported_at   TEXT NOT NULL,
    undone_by     TEXT,
    undone_at     TEXT,                   -- its lines went with it
    PRIMARY KEY (authority_id, id),
    FOREIGN KEY (authority_id, child_id) REFERENCES person (authority_id, id)
);
CREATE INDEX bank_statement_of_child ON bank_statement (authority_id, child_id, until_day);

CREATE TABLE bank_line (
    authority_id  TEXT NOT NULL,
    id            TEXT NOT NULL,
    statement_id  TEXT NOT NULL,
    child_id      TEXT NOT NULL,
    place         BIGINT NOT NULL,        -- the line of the file
    booked_day    TEXT NOT NULL,
    value_day     TEXT,
    amount_pence  BIGINT NOT NULL,        -- below nothing is money out
    payee         TEXT NOT NULL,
    reference     TEXT NOT NULL,
    bank_id       TEXT NOT NULL,          -- the bank's own; may be empty
    category      BIGINT,                 -- merchant category code
    balance_pence BIGINT,
    state         TEXT NOT NULL,          -- matched, asked, left
    possible      TEXT NOT NULL,          -- JSON: what a question names; empty list where there is none
    version       BIGINT NOT NULL,
    PRIMARY KEY (authority_id, id),
    FOREIGN KEY (authority_id, statement_id) REFERENCES bank_statement (authority_id, id)
);
CREATE INDEX bank_line_of_statement ON bank_line (authority_id, statement_id);
CREATE INDEX bank_line_of_child ON bank_line (authority_id, child_id, booked_day);

-- What a family, or whoever helps it, keeps of what it spent: a receipt, a bill, cash, miles, an assistant's hours.
CREATE TABLE spending_record (
    authority_id TEXT NOT NULL,
    id           TEXT NOT NULL,
    child_id     TEXT NOT NULL,
    kind         TEXT NOT NULL,
    day          TEXT NOT NULL,
    amount_pence BIGINT NOT NULL,
    payee        TEXT NOT NULL,
    reference    TEXT NOT NULL,
    piece_id     TEXT,                    -- the line of the plan
    working      TEXT NOT NULL,           -- JSON: hours and rate, miles and rate, who signed
    state        TEXT NOT NULL,           -- waiting, standing, taken-back
    made_by      TEXT NOT NULL,
    made_at      TEXT NOT NULL,
    decided_by   TEXT,
    decided_at   TEXT,
    version      BIGINT NOT NULL,
    PRIMARY KEY (authority_id, id),
    FOREIGN KEY (authority_id, child_id) REFERENCES person (authority_id, id)
);
CREATE INDEX spending_record_of_child ON spending_record (authority_id, child_id, day);

CREATE TABLE spending_picture (
    authority_id TEXT NOT NULL,
    id           TEXT NOT NULL,
    record_id    TEXT NOT NULL,
    child_id     TEXT NOT NULL,
    media_type   TEXT NOT NULL,
    content      TEXT NOT NULL,           -- base64
    added_by     TEXT NOT NULL,
    added_at     TEXT NOT NULL,
    PRIMARY KEY (authority_id, id),
    FOREIGN KEY (authority_id, record_id) REFERENCES spending_record (authority_id, id)
);
CREATE INDEX spending_picture_of ON spending_picture (authority_id, record_id);

-- A line and what it was for. Never changed: undone, and another stands beside it.
CREATE TABLE line_match (
    authority_id TEXT NOT NULL,
    id           TEXT NOT NULL,
    child_id     TEXT NOT NULL,
    bank_line_id TEXT NOT NULL,
    kind         TEXT NOT NULL,
    target_id    TEXT NOT NULL,           -- the record, the line of the plan, the payment
    amount_pence BIGINT NOT NULL,
    points       BIGINT NOT NULL,
    why          TEXT NOT NULL,           -- JSON
    made_by      TEXT,                    -- nothing where the rules did
    made_at      TEXT NOT NULL,
    undone_by    TEXT,
    undone_at    TEXT,
    PRIMARY KEY (authority_id, id),
    FOREIGN KEY (authority_id, bank_line_id) REFERENCES bank_line (authority_id, id)
);
CREATE INDEX line_match_of_line ON line_match (authority_id, bank_line_id);
CREATE INDEX line_match_of_child ON line_match (authority_id, child_id, target_id);

-- What a family's answers taught about a name and a line of the plan.
CREATE TABLE learned_payee (
    authority_id TEXT NOT NULL,
    child_id     TEXT NOT NULL,
    payee_key    TEXT NOT NULL,
    piece_id     TEXT NOT NULL,
    said_yes     BIGINT NOT NULL,
    said_no      BIGINT NOT NULL,
    changed_at   TEXT NOT NULL,
    PRIMARY KEY (authority_id, child_id, payee_key, piece_id),
    FOREIGN KEY (authority_id, child_id) REFERENCES person (authority_id, id)
);

-- How the columns of a bank's files are read, saved once.
CREATE TABLE column_profile (
    authority_id TEXT NOT NULL,
    id           TEXT NOT NULL,
    child_id     TEXT NOT NULL,
    name         TEXT NOT NULL,
    profile      TEXT NOT NULL,           -- JSON
    made_by      TEXT NOT NULL,
    made_at      TEXT NOT NULL,
    PRIMARY KEY (authority_id, id),
    FOREIGN KEY (authority_id, child_id) REFERENCES person (authority_id, id)
);
CREATE UNIQUE INDEX column_profile_name ON column_profile (authority_id, child_id, name);
