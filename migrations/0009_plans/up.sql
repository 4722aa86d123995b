-- Support plans: each piece a row of its own, so that several people can write at once; every text that was ever saved; what
-- people say beside it; pictures and voices; links for people outside.

CREATE TABLE plan (
    authority_id TEXT NOT NULL,
    id           TEXT NOT NULL,
    child_id     TEXT NOT NULL,
    from_day     TEXT NOT NULL,
    until_day    TEXT NOT NULL,
    status       TEXT NOT NULL,
    budget_id    TEXT,                    -- the indicative budget that it is written to; nothing where none was told yet
    packs        TEXT NOT NULL,           -- JSON: ids of the rule packs attached to it
    shortfall    TEXT NOT NULL,           -- why the money is not enough, in the family's words; may be empty
    copied_from  TEXT,                    -- the plan that it began as a copy of
    made_by      TEXT NOT NULL,
    made_at      TEXT NOT NULL,
    version      BIGINT NOT NULL,
    PRIMARY KEY (authority_id, id),
    FOREIGN KEY (authority_id, child_id) REFERENCES person (authority_id, id)
);
CREATE INDEX plan_of_child ON plan (authority_id, child_id);

CREATE TABLE plan_piece (
    authority_id TEXT NOT NULL,
    plan_id      TEXT NOT NULL,
    id           TEXT NOT NULL,
    child_id     TEXT NOT NULL,
    place        BIGINT NOT NULL,
    kind         TEXT NOT NULL,
    body         TEXT NOT NULL,           -- JSON
    written_by   TEXT NOT NULL,
    written_at   TEXT NOT NULL,
    version      BIGINT NOT NULL,
    PRIMARY KEY (authority_id, plan_id, id),
    FOREIGN KEY (authority_id, plan_id) REFERENCES plan (authority_id, id)
);

-- Every text of every piece that was ever saved; nothing where the piece was taken out.
CREATE TABLE plan_writing (
    authority_id TEXT NOT NULL,
    plan_id      TEXT NOT NULL,
    piece_id     TEXT NOT NULL,
    version      BIGINT NOT NULL,
    child_id     TEXT NOT NULL,
    kind         TEXT NOT NULL,
    body         TEXT,
    written_by   TEXT NOT NULL,
    written_at   TEXT NOT NULL,
    PRIMARY KEY (authority_id, plan_id, piece_id, version),
    FOREIGN KEY (authority_id, plan_id) REFERENCES plan (authority_id, id)
);

CREATE TABLE plan_remark (
    authority_id TEXT NOT NULL,
    id           TEXT NOT NULL,
    plan_id      TEXT NOT NULL,
    child_id     TEXT NOT NULL,
    piece_id     TEXT,
    kind         TEXT NOT NULL,
    words        TEXT NOT NULL,
    proposed     TEXT,                    -- JSON: the text that is proposed
    state        TEXT NOT NULL,
    made_by      TEXT NOT NULL,
    made_at      TEXT NOT NULL,
    answered_by  TEXT,
    answered_at  TEXT,
    version      BIGINT NOT NULL,
    PRIMARY KEY (authority_id, id),
    FOREIGN KEY (authority_id, plan_id) REFERENCES plan (authority_id, id)
);
CREATE INDEX plan_remark_of_plan ON plan_remark (authority_id, plan_id);

CREATE TABLE plan_media (
    authority_id TEXT NOT NULL,
    id           TEXT NOT NULL,
    plan_id      TEXT NOT NULL,
    child_id     TEXT NOT NULL,
    media_type   TEXT NOT NULL,
    words        TEXT NOT NULL,           -- what it shows or says, for who does not see or hear it
    content      TEXT NOT NULL,           -- base64
    added_by     TEXT NOT NULL,
    added_at     TEXT NOT NULL,
    PRIMARY KEY (authority_id, id),
    FOREIGN KEY (authority_id, plan_id) REFERENCES plan (authority_id, id)
);
CREATE INDEX plan_media_of_plan ON plan_media (authority_id, plan_id);

CREATE TABLE plan_share (
    authority_id TEXT NOT NULL,
    id           TEXT NOT NULL,
    plan_id      TEXT NOT NULL,
    child_id     TEXT NOT NULL,
    token_hash   TEXT NOT NULL,
    for_whom     TEXT NOT NULL,
    parts        TEXT NOT NULL,           -- JSON: kinds of pieces that are shown
    until_at     TEXT NOT NULL,
    made_by      TEXT NOT NULL,
    made_at      TEXT NOT NULL,
    ended_at     TEXT,
    PRIMARY KEY (authority_id, id),
    FOREIGN KEY (authority_id, plan_id) REFERENCES plan (authority_id, id)
);
CREATE UNIQUE INDEX plan_share_token ON plan_share (authority_id, token_hash);
CREATE INDEX plan_share_of_plan ON plan_share (authority_id, plan_id);
