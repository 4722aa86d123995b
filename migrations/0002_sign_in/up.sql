-- How people sign in, and the browsers that are signed in.

CREATE TABLE account (
    authority_id   TEXT NOT NULL,
    id             TEXT NOT NULL,
    person_id      TEXT NOT NULL,
    email          TEXT NOT NULL,         -- lower case
    password_hash  TEXT,                  -- argon2id, in PHC form
    totp_secret    TEXT,
    totp_last_step BIGINT,                -- the last step that was used: a code counts once
    oidc_issuer    TEXT,
    oidc_subject   TEXT,
    created_at     TEXT NOT NULL,
    disabled_at    TEXT,
    PRIMARY KEY (authority_id, id),
    FOREIGN KEY (authority_id, person_id) REFERENCES person (authority_id, id)
);
CREATE UNIQUE INDEX account_email ON account (authority_id, email);
CREATE UNIQUE INDEX account_oidc ON account (authority_id, oidc_issuer, oidc_subject);
CREATE INDEX account_person ON account (authority_id, person_id);

-- Wrong tries in a row at one e-mail address, whether it has an account or not: both are kept waiting alike.
CREATE TABLE sign_in_failure (
    authority_id TEXT NOT NULL,
    door_hash    TEXT NOT NULL,           -- SHA-256 of what was tried
    count        BIGINT NOT NULL,
    last_at      TEXT NOT NULL,
    PRIMARY KEY (authority_id, door_hash)
);

-- Somebody half-way in: the password was right and the code is asked for, or their organisation is.
CREATE TABLE sign_in_step (
    authority_id TEXT NOT NULL,
    token_hash   TEXT NOT NULL,           -- SHA-256 of what the browser holds
    kind         TEXT NOT NULL,
    account_id   TEXT,
    particulars  TEXT NOT NULL,
    made_at      TEXT NOT NULL,
    PRIMARY KEY (authority_id, token_hash),
    FOREIGN KEY (authority_id, account_id) REFERENCES account (authority_id, id)
);

-- Codes on paper for someone whose telephone is gone. Each counts once.
CREATE TABLE recovery_code (
    authority_id TEXT NOT NULL,
    account_id   TEXT NOT NULL,
    code_hash    TEXT NOT NULL,
    made_at      TEXT NOT NULL,
    used_at      TEXT,
    PRIMARY KEY (authority_id, account_id, code_hash),
    FOREIGN KEY (authority_id, account_id) REFERENCES account (authority_id, id)
);

CREATE TABLE session (
    authority_id TEXT NOT NULL,
    id           TEXT NOT NULL,
    token_hash   TEXT NOT NULL,           -- SHA-256 of what the browser holds
    account_id   TEXT NOT NULL,
    person_id    TEXT NOT NULL,
    csrf_token   TEXT NOT NULL,
    browser      TEXT NOT NULL,
    started_at   TEXT NOT NULL,
    last_seen_at TEXT NOT NULL,
    ended_at     TEXT,
    PRIMARY KEY (authority_id, id),
    FOREIGN KEY (authority_id, account_id) REFERENCES account (authority_id, id)
);
CREATE UNIQUE INDEX session_token ON session (authority_id, token_hash);
CREATE INDEX session_person ON session (authority_id, person_id);

CREATE TABLE magic_link (
    authority_id TEXT NOT NULL,
    token_hash   TEXT NOT NULL,
    account_id   TEXT NOT NULL,
    browser_hash TEXT,                    -- SHA-256 of what the asking browser keeps
    then_path    TEXT NOT NULL,           -- the page that was asked for
    made_at      TEXT NOT NULL,
    used_at      TEXT,
    PRIMARY KEY (authority_id, token_hash),
    FOREIGN KEY (authority_id, account_id) REFERENCES account (authority_id, id)
);
CREATE INDEX magic_link_account ON magic_link (authority_id, account_id);

-- A form that was sent after its session had ended: kept until the person has signed in again.
CREATE TABLE kept_form (
    authority_id TEXT NOT NULL,
    token_hash   TEXT NOT NULL,
    person_id    TEXT NOT NULL,
    path         TEXT NOT NULL,
    form         TEXT NOT NULL,
    kept_at      TEXT NOT NULL,
    PRIMARY KEY (authority_id, token_hash)
);

CREATE TABLE mail (
    authority_id TEXT NOT NULL,
    id           TEXT NOT NULL,
    to_address   TEXT NOT NULL,
    subject      TEXT NOT NULL,
    body         TEXT NOT NULL,
    written_at   TEXT NOT NULL,
    sent_at      TEXT,
    attempts     BIGINT NOT NULL,
    tried_at     TEXT,
    last_failure TEXT,
    PRIMARY KEY (authority_id, id)
);

-- Staff who opened a record outside their relations.
CREATE TABLE broken_glass (
    authority_id TEXT NOT NULL,
    id           TEXT NOT NULL,
    person_id    TEXT NOT NULL,
    child_id     TEXT NOT NULL,
    reason       TEXT NOT NULL,
    starts_at    TEXT NOT NULL,
    ends_at      TEXT NOT NULL,
    reviewed_by  TEXT,
    reviewed_at  TEXT,
    review       TEXT,
    PRIMARY KEY (authority_id, id),
    FOREIGN KEY (authority_id, person_id) REFERENCES person (authority_id, id),
    FOREIGN KEY (authority_id, child_id) REFERENCES person (authority_id, id)
);
CREATE INDEX broken_glass_person ON broken_glass (authority_id, person_id, child_id);
