-- What is typed and not yet saved; proposals that know which text they are about; what each member of a panel thinks; which
-- reminders have gone out.

-- Typing is no part of the record until it is saved: it belongs to whoever types, and only they are shown it.
CREATE TABLE plan_unsaved (
    authority_id TEXT NOT NULL,
    person_id    TEXT NOT NULL,
    path         TEXT NOT NULL,           -- where the form is sent to
    plan_id      TEXT NOT NULL,
    child_id     TEXT NOT NULL,
    form         TEXT NOT NULL,           -- as a browser sends it
    kept_at      TEXT NOT NULL,
    PRIMARY KEY (authority_id, person_id, path),
    FOREIGN KEY (authority_id, plan_id) REFERENCES plan (authority_id, id)
);
CREATE INDEX plan_unsaved_of_plan ON plan_unsaved (authority_id, plan_id);

ALTER TABLE plan_remark ADD COLUMN of_version BIGINT NOT NULL DEFAULT 0; -- the version of the piece that was read; 0 for a new one
ALTER TABLE plan_remark ADD COLUMN takes_out BIGINT NOT NULL DEFAULT 0;  -- 1 where the piece is to be taken out

-- What each member of a panel thinks of a plan, before its chair decides.
CREATE TABLE panel_view (
    authority_id TEXT NOT NULL,
    agreement_id TEXT NOT NULL,
    person_id    TEXT NOT NULL,
    child_id     TEXT NOT NULL,
    view         TEXT NOT NULL,
    reasons      TEXT NOT NULL,
    given_at     TEXT NOT NULL,
    version      BIGINT NOT NULL,
    PRIMARY KEY (authority_id, agreement_id, person_id),
    FOREIGN KEY (authority_id, agreement_id) REFERENCES agreement (authority_id, id)
);

-- A reminder goes out once.
CREATE TABLE plan_reminder (
    authority_id TEXT NOT NULL,
    agreement_id TEXT NOT NULL,
    kind         TEXT NOT NULL,
    person_id    TEXT NOT NULL,
    child_id     TEXT NOT NULL,
    sent_at      TEXT NOT NULL,
    PRIMARY KEY (authority_id, agreement_id, kind, person_id),
    FOREIGN KEY (authority_id, agreement_id) REFERENCES agreement (authority_id, id)
);
