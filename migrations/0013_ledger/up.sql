-- The books: entries that are only ever added, what each account holds by them, years that close; and the papers that money
-- moves by. Each paper's particulars are JSON; beside them stands what it is looked for by.

-- One row for each owner and stream: locked while entries are added, and how many there are.
CREATE TABLE ledger_strand (
    authority_id TEXT NOT NULL,
    owner_kind   TEXT NOT NULL,           -- authority, worker, child
    owner_id     TEXT NOT NULL,           -- empty for the authority
    stream       TEXT NOT NULL,
    entries      BIGINT NOT NULL,
    PRIMARY KEY (authority_id, owner_kind, owner_id, stream)
);

-- What each account holds: changed with every entry, in the same transaction.
CREATE TABLE ledger_balance (
    authority_id    TEXT NOT NULL,
    owner_kind      TEXT NOT NULL,
    owner_id        TEXT NOT NULL,
    stream          TEXT NOT NULL,
    account         TEXT NOT NULL,
    posted_pence    BIGINT NOT NULL,
    held_out_pence  BIGINT NOT NULL,      -- pending to go out: still in `posted_pence`, no longer free
    held_in_pence   BIGINT NOT NULL,      -- pending to come in: not yet in `posted_pence`
    may_go_below    BIGINT NOT NULL,      -- 1 where money enters the books
    PRIMARY KEY (authority_id, owner_kind, owner_id, stream, account),
    CHECK (may_go_below = 1 OR posted_pence - held_out_pence >= 0),
    CHECK (held_out_pence >= 0 AND held_in_pence >= 0)
);

CREATE TABLE ledger_transfer (
    authority_id TEXT NOT NULL,
    id           TEXT NOT NULL,           -- the same instruction twice has the same id
    owner_kind   TEXT NOT NULL,           -- the strand that counts it
    owner_id     TEXT NOT NULL,
    stream       TEXT NOT NULL,
    number       BIGINT NOT NULL,         -- its place in that strand
    step         TEXT NOT NULL,           -- post, hold, settle, release, correct
    about        TEXT,                    -- the entry that it settles, gives up or corrects
    about_end    TEXT,                    -- that entry with `pending` or `correct`: each happens once
    movement     TEXT NOT NULL,
    child_id     TEXT,
    worker_id    TEXT,
    amount_pence BIGINT NOT NULL,
    day          TEXT NOT NULL,
    line_id      TEXT,
    outcome_id   TEXT,
    evidence_id  TEXT,
    by_id        TEXT,
    at           TEXT NOT NULL,
    reason       TEXT NOT NULL,
    PRIMARY KEY (authority_id, id),
    CHECK (amount_pence > 0)
);
CREATE UNIQUE INDEX ledger_transfer_place ON ledger_transfer (authority_id, owner_kind, owner_id, stream, number);
CREATE UNIQUE INDEX ledger_transfer_about ON ledger_transfer (authority_id, about_end);
CREATE INDEX ledger_transfer_of_child ON ledger_transfer (authority_id, child_id, stream, number);
CREATE INDEX ledger_transfer_evidence ON ledger_transfer (authority_id, evidence_id);
CREATE INDEX ledger_transfer_at ON ledger_transfer (authority_id, at, number);

-- Financial years that are closed.
CREATE TABLE ledger_year (
    authority_id TEXT NOT NULL,
    year_from    TEXT NOT NULL,
    closed_until TEXT NOT NULL,
    closed_by    TEXT,
    closed_at    TEXT NOT NULL,
    PRIMARY KEY (authority_id, year_from)
);

-- How a stream's money is held for a child: by whom, on what grounds, since when.
CREATE TABLE holding (
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
CREATE INDEX holding_of_child ON holding (authority_id, child_id, due_day);
CREATE INDEX holding_of_status ON holding (authority_id, status, due_day);
CREATE INDEX holding_part_of ON holding (authority_id, belongs_to);
CREATE UNIQUE INDEX holding_only_one ON holding (authority_id, only_one);

-- Bank details of whoever is paid: asked for by one person, confirmed by another, in force after a few days.
CREATE TABLE bank_details (
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
CREATE INDEX bank_details_of_child ON bank_details (authority_id, child_id, due_day);
CREATE INDEX bank_details_of_status ON bank_details (authority_id, status, due_day);
CREATE INDEX bank_details_part_of ON bank_details (authority_id, belongs_to);
CREATE UNIQUE INDEX bank_details_only_one ON bank_details (authority_id, only_one);

-- Payments that are due on fixed days.
CREATE TABLE instalment (
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
CREATE INDEX instalment_of_child ON instalment (authority_id, child_id, due_day);
CREATE INDEX instalment_of_status ON instalment (authority_id, status, due_day);
CREATE INDEX instalment_part_of ON instalment (authority_id, belongs_to);
CREATE UNIQUE INDEX instalment_only_one ON instalment (authority_id, only_one);

-- Payment runs: draft, checked, approved by a second person, exported, answered by the bank.
CREATE TABLE payment_run (
    authority_id TEXT NOT NULL,
    id           TEXT NOT NULL,
    child_id     TEXT,
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
    PRIMARY KEY (authority_id, id)
);
CREATE INDEX payment_run_of_child ON payment_run (authority_id, child_id, due_day);
CREATE INDEX payment_run_of_status ON payment_run (authority_id, status, due_day);
CREATE INDEX payment_run_part_of ON payment_run (authority_id, belongs_to);
CREATE UNIQUE INDEX payment_run_only_one ON payment_run (authority_id, only_one);

-- Each payment of a run, with what the bank said of it.
CREATE TABLE run_line (
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
CREATE INDEX run_line_of_child ON run_line (authority_id, child_id, due_day);
CREATE INDEX run_line_of_status ON run_line (authority_id, status, due_day);
CREATE INDEX run_line_part_of ON run_line (authority_id, belongs_to);
CREATE UNIQUE INDEX run_line_only_one ON run_line (authority_id, only_one);

-- Refusals, reductions, stops, recoveries: ground, evidence, notice, sum, reasons, another look.
CREATE TABLE money_case (
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
CREATE INDEX money_case_of_child ON money_case (authority_id, child_id, due_day);
CREATE INDEX money_case_of_status ON money_case (authority_id, status, due_day);
CREATE INDEX money_case_part_of ON money_case (authority_id, belongs_to);
CREATE UNIQUE INDEX money_case_only_one ON money_case (authority_id, only_one);

-- Providers' invoices for what the council buys.
CREATE TABLE invoice (
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
CREATE INDEX invoice_of_child ON invoice (authority_id, child_id, due_day);
CREATE INDEX invoice_of_status ON invoice (authority_id, status, due_day);
CREATE INDEX invoice_part_of ON invoice (authority_id, belongs_to);
CREATE UNIQUE INDEX invoice_only_one ON invoice (authority_id, only_one);

-- What holders of individual service funds account for, month by month.
CREATE TABLE fund_return (
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
CREATE INDEX fund_return_of_child ON fund_return (authority_id, child_id, due_day);
CREATE INDEX fund_return_of_status ON fund_return (authority_id, status, due_day);
CREATE INDEX fund_return_part_of ON fund_return (authority_id, belongs_to);
CREATE UNIQUE INDEX fund_return_only_one ON fund_return (authority_id, only_one);

-- Money that is kept for a named thing until a day.
CREATE TABLE earmark (
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
CREATE INDEX earmark_of_child ON earmark (authority_id, child_id, due_day);
CREATE INDEX earmark_of_status ON earmark (authority_id, status, due_day);
CREATE INDEX earmark_part_of ON earmark (authority_id, belongs_to);
CREATE UNIQUE INDEX earmark_only_one ON earmark (authority_id, only_one);

-- What workers obtained out of a small budget, or without paying.
CREATE TABLE lead_find (
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
CREATE INDEX lead_find_of_child ON lead_find (authority_id, child_id, due_day);
CREATE INDEX lead_find_of_status ON lead_find (authority_id, status, due_day);
CREATE INDEX lead_find_part_of ON lead_find (authority_id, belongs_to);
CREATE UNIQUE INDEX lead_find_only_one ON lead_find (authority_id, only_one);

-- Changes of rates as events.
CREATE TABLE uplift (
    authority_id TEXT NOT NULL,
    id           TEXT NOT NULL,
    child_id     TEXT,
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
    PRIMARY KEY (authority_id, id)
);
CREATE INDEX uplift_of_child ON uplift (authority_id, child_id, due_day);
CREATE INDEX uplift_of_status ON uplift (authority_id, status, due_day);
CREATE INDEX uplift_part_of ON uplift (authority_id, belongs_to);
CREATE UNIQUE INDEX uplift_only_one ON uplift (authority_id, only_one);

-- Each live award that a change of rates reached, or did not.
CREATE TABLE uplift_award (
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
CREATE INDEX uplift_award_of_child ON uplift_award (authority_id, child_id, due_day);
CREATE INDEX uplift_award_of_status ON uplift_award (authority_id, status, due_day);
CREATE INDEX uplift_award_part_of ON uplift_award (authority_id, belongs_to);
CREATE UNIQUE INDEX uplift_award_only_one ON uplift_award (authority_id, only_one);
