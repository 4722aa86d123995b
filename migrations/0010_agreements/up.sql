-- Asking for a plan to be agreed: the frozen text and its costs, the answers, the decision, the signatures, the challenge.

CREATE TABLE agreement (
    authority_id TEXT NOT NULL,
    id           TEXT NOT NULL,
    plan_id      TEXT NOT NULL,
    child_id     TEXT NOT NULL,
    number       BIGINT NOT NULL,         -- the first, the second … time that this plan was asked for
    asked_by     TEXT NOT NULL,
    asked_at     TEXT NOT NULL,
    answer_by    TEXT NOT NULL,
    pieces       TEXT NOT NULL,           -- JSON: the plan as it was frozen
    hash         TEXT NOT NULL,           -- SHA-256 of it
    request      TEXT NOT NULL,           -- JSON: who wrote, costs by stream and line
    checks       TEXT NOT NULL,           -- JSON: answers to the questions
    enough       TEXT,                    -- JSON: the answer to "is it enough?"
    outcome      TEXT,
    decision     TEXT,                    -- JSON
    decided_by   TEXT,
    decided_at   TEXT,
    challenge_by TEXT,
    signatures   TEXT NOT NULL,           -- JSON
    ended_at     TEXT,                    -- taken back, or signed by both
    version      BIGINT NOT NULL,
    PRIMARY KEY (authority_id, id),
    FOREIGN KEY (authority_id, plan_id) REFERENCES plan (authority_id, id)
);
CREATE INDEX agreement_of_plan ON agreement (authority_id, plan_id);
CREATE INDEX agreement_of_child ON agreement (authority_id, child_id);
CREATE INDEX agreement_decided_at ON agreement (authority_id, decided_at);

CREATE TABLE agreement_challenge (
    authority_id TEXT NOT NULL,
    id           TEXT NOT NULL,
    agreement_id TEXT NOT NULL,
    child_id     TEXT NOT NULL,
    asked_by     TEXT NOT NULL,
    asked_at     TEXT NOT NULL,
    why          TEXT NOT NULL,
    answer_by    TEXT NOT NULL,
    outcome      TEXT,
    reasons      TEXT,
    answered_by  TEXT,
    answered_at  TEXT,
    version      BIGINT NOT NULL,
    PRIMARY KEY (authority_id, id),
    FOREIGN KEY (authority_id, agreement_id) REFERENCES agreement (authority_id, id)
);
CREATE INDEX agreement_challenge_of_child ON agreement_challenge (authority_id, child_id);
CREATE INDEX agreement_challenge_of ON agreement_challenge (authority_id, agreement_id);

-- How much somebody may agree to; no row is no right.
CREATE TABLE agreement_limit (
    authority_id TEXT NOT NULL,
    id           TEXT NOT NULL,
    person_id    TEXT NOT NULL,
    stream       TEXT,                    -- nothing where it is for a plan as a whole
    bound_pence  BIGINT,                  -- nothing where there is no bound
    from_day     TEXT NOT NULL,
    until_day    TEXT,
    set_by       TEXT,
    set_at       TEXT NOT NULL,
    PRIMARY KEY (authority_id, id),
    FOREIGN KEY (authority_id, person_id) REFERENCES person (authority_id, id)
);
CREATE INDEX agreement_limit_of ON agreement_limit (authority_id, person_id);

-- The risk and opportunity register: what came up in plans and how it was decided, without anybody's name.
CREATE TABLE register_entry (
    authority_id TEXT NOT NULL,
    id           TEXT NOT NULL,
    kind         TEXT NOT NULL,           -- risk, opportunity
    issue        TEXT NOT NULL,
    decided      TEXT NOT NULL,
    reasons      TEXT NOT NULL,
    made_by      TEXT NOT NULL,
    made_at      TEXT NOT NULL,
    PRIMARY KEY (authority_id, id)
);
