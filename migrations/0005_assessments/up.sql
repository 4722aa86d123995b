-- Step 1, my money: rounds of answering, what each person answered, and the figures that came of it.

CREATE TABLE assessment (
    authority_id      TEXT NOT NULL,
    id                TEXT NOT NULL,
    child_id          TEXT NOT NULL,
    scheme_version_id TEXT NOT NULL,
    reason            TEXT NOT NULL,      -- first, changed-needs, yearly
    status            TEXT NOT NULL,
    status_why        TEXT NOT NULL,      -- the reason of the last change that needed one; may be empty
    choices           TEXT NOT NULL,      -- JSON: which sheets the family lets whom see
    opened_by         TEXT,
    opened_at         TEXT NOT NULL,
    submitted_at      TEXT,
    settled_at        TEXT,
    told_at           TEXT,
    version           BIGINT NOT NULL,
    PRIMARY KEY (authority_id, id),
    FOREIGN KEY (authority_id, child_id) REFERENCES person (authority_id, id),
    FOREIGN KEY (authority_id, scheme_version_id) REFERENCES scheme_version (authority_id, id)
);
CREATE INDEX assessment_child ON assessment (authority_id, child_id);
CREATE INDEX assessment_status ON assessment (authority_id, status);

-- One person's own answers.
CREATE TABLE sheet (
    authority_id  TEXT NOT NULL,
    id            TEXT NOT NULL,
    assessment_id TEXT NOT NULL,
    child_id      TEXT NOT NULL,
    author_id     TEXT NOT NULL,
    capacity      TEXT NOT NULL,
    entered_by    TEXT,                   -- staff, where it came on paper
    is_on_paper   BIGINT NOT NULL,
    is_finished   BIGINT NOT NULL,
    sharing       TEXT NOT NULL,          -- JSON: who may see it
    changed_at    TEXT NOT NULL,
    version       BIGINT NOT NULL,
    PRIMARY KEY (authority_id, id),
    FOREIGN KEY (authority_id, assessment_id) REFERENCES assessment (authority_id, id)
);
CREATE UNIQUE INDEX sheet_author ON sheet (authority_id, assessment_id, author_id);

CREATE TABLE answer (
    authority_id TEXT NOT NULL,
    sheet_id     TEXT NOT NULL,
    question     TEXT NOT NULL,
    answer       TEXT NOT NULL,
    remark       TEXT NOT NULL,           -- in the person's own words; may be empty
    version      BIGINT NOT NULL,         -- the sheet's version at the last change of this answer
    changed_at   TEXT NOT NULL,
    PRIMARY KEY (authority_id, sheet_id, question),
    FOREIGN KEY (authority_id, sheet_id) REFERENCES sheet (authority_id, id)
);

-- What was agreed where the sheets differed. The sheets themselves stay as they were.
CREATE TABLE settlement (
    authority_id  TEXT NOT NULL,
    assessment_id TEXT NOT NULL,
    question      TEXT NOT NULL,
    answer        TEXT NOT NULL,
    reason        TEXT NOT NULL,
    settled_by    TEXT NOT NULL,
    settled_at    TEXT NOT NULL,
    PRIMARY KEY (authority_id, assessment_id, question),
    FOREIGN KEY (authority_id, assessment_id) REFERENCES assessment (authority_id, id)
);

-- A figure as it was told to the family: never changed. `record` holds what works it out again.
CREATE TABLE indicative_budget (
    authority_id      TEXT NOT NULL,
    id                TEXT NOT NULL,
    child_id          TEXT NOT NULL,
    assessment_id     TEXT NOT NULL,
    scheme_version_id TEXT NOT NULL,
    worked_out_on     TEXT NOT NULL,      -- the day of calculation
    record            TEXT NOT NULL,      -- JSON: answers, points, steps, amounts
    points            BIGINT NOT NULL,    -- over all streams, in thousandths
    total_pence       BIGINT NOT NULL,
    challenge_by      TEXT NOT NULL,      -- last day to challenge
    told_by           TEXT,
    told_at           TEXT NOT NULL,
    PRIMARY KEY (authority_id, id),
    FOREIGN KEY (authority_id, assessment_id) REFERENCES assessment (authority_id, id)
);
CREATE INDEX indicative_budget_child ON indicative_budget (authority_id, child_id);

CREATE TABLE budget_line (
    authority_id TEXT NOT NULL,
    budget_id    TEXT NOT NULL,
    position     BIGINT NOT NULL,
    stream       TEXT NOT NULL,
    points       BIGINT NOT NULL,         -- in thousandths
    amount_pence BIGINT,                  -- nothing where the scheme gives no figure
    reason       TEXT NOT NULL,           -- why not; empty where there is a figure
    PRIMARY KEY (authority_id, budget_id, position),
    FOREIGN KEY (authority_id, budget_id) REFERENCES indicative_budget (authority_id, id)
);

-- A decision that stands beside a figure, never over it: an adjustment, or the outcome of the exceptional route.
CREATE TABLE budget_decision (
    authority_id TEXT NOT NULL,
    id           TEXT NOT NULL,
    budget_id    TEXT NOT NULL,
    child_id     TEXT NOT NULL,
    kind         TEXT NOT NULL,           -- adjustment, exceptional
    stream       TEXT NOT NULL,
    ground       TEXT NOT NULL,
    asked_by     TEXT NOT NULL,
    asked_at     TEXT NOT NULL,
    asked_why    TEXT NOT NULL,
    outcome      TEXT,                    -- nothing while it waits
    figure_pence BIGINT,                  -- what the scheme gave
    decided_pence BIGINT,
    reasons      TEXT,
    decided_by   TEXT,
    decided_at   TEXT,
    version      BIGINT NOT NULL,
    PRIMARY KEY (authority_id, id),
    FOREIGN KEY (authority_id, budget_id) REFERENCES indicative_budget (authority_id, id)
);
CREATE INDEX budget_decision_child ON budget_decision (authority_id, child_id);

CREATE TABLE challenge (
    authority_id TEXT NOT NULL,
    id           TEXT NOT NULL,
    budget_id    TEXT NOT NULL,
    child_id     TEXT NOT NULL,
    asked_by     TEXT NOT NULL,
    asked_at     TEXT NOT NULL,
    why          TEXT NOT NULL,
    answer_by    TEXT NOT NULL,           -- the day by which it is answered
    outcome      TEXT,                    -- upheld, changed, withdrawn; nothing while it waits
    decided_pence BIGINT,                 -- where it changed the figure of the year
    reasons      TEXT,
    answered_by  TEXT,
    answered_at  TEXT,
    version      BIGINT NOT NULL,
    PRIMARY KEY (authority_id, id),
    FOREIGN KEY (authority_id, budget_id) REFERENCES indicative_budget (authority_id, id)
);
CREATE INDEX challenge_child ON challenge (authority_id, child_id);

-- A small sum to try the steps with. Nothing here is anybody's entitlement.
CREATE TABLE practice (
    authority_id TEXT NOT NULL,
    person_id    TEXT NOT NULL,
    step         BIGINT NOT NULL,
    notes        TEXT NOT NULL,           -- JSON: what the person wrote at each step
    changed_at   TEXT NOT NULL,
    PRIMARY KEY (authority_id, person_id)
);
