-- People, what they are to a child, and what a child has today.

CREATE TABLE authority (
    id           TEXT NOT NULL PRIMARY KEY,
    name         TEXT NOT NULL,
    la_code      TEXT,                    -- three digits, the department's code
    host         TEXT,                    -- the host name its pages are served under
    settings     TEXT NOT NULL,           -- JSON: contacts, texts, limits of days
    created_at   TEXT NOT NULL
);

CREATE TABLE import_run (
    authority_id TEXT NOT NULL REFERENCES authority (id),
    id           TEXT NOT NULL,
    kind         TEXT NOT NULL,
    file_name    TEXT NOT NULL,
    report       TEXT NOT NULL,           -- JSON: a line for each row
    imported_by  TEXT,
    imported_at  TEXT NOT NULL,
    undone_at    TEXT,
    PRIMARY KEY (authority_id, id)
);

CREATE TABLE person (
    authority_id          TEXT NOT NULL REFERENCES authority (id),
    id                    TEXT NOT NULL,
    given_name            TEXT NOT NULL,
    family_name           TEXT NOT NULL,
    known_as              TEXT,
    sorting_name          TEXT NOT NULL,  -- lower case: family name, given name
    born                  TEXT,
    sex                   TEXT,
    ethnicity             TEXT,
    primary_need          TEXT,
    upn                   TEXT,
    nhs_number            TEXT,
    nhs_status            TEXT,
    uln                   TEXT,
    email                 TEXT,
    phone                 TEXT,
    address               TEXT,
    is_address_restricted BIGINT NOT NULL,
    language              TEXT NOT NULL,
    has_record            BIGINT NOT NULL, -- 1 for children and young people of the system
    handed_over_on        TEXT,            -- the young person took the lead
    created_at            TEXT NOT NULL,
    erased_at             TEXT,
    import_id             TEXT,
    version               BIGINT NOT NULL,
    PRIMARY KEY (authority_id, id)
);
CREATE UNIQUE INDEX person_upn ON person (authority_id, upn);
CREATE UNIQUE INDEX person_nhs_number ON person (authority_id, nhs_number);
CREATE UNIQUE INDEX person_uln ON person (authority_id, uln);
CREATE INDEX person_sorting_name ON person (authority_id, has_record, sorting_name, id);

-- A team, a setting such as a school, a provider, a health body.
CREATE TABLE care_group (
    authority_id TEXT NOT NULL REFERENCES authority (id),
    id           TEXT NOT NULL,
    kind         TEXT NOT NULL,
    name         TEXT NOT NULL,
    urn          TEXT,                    -- of a school
    PRIMARY KEY (authority_id, id)
);

CREATE TABLE membership (
    authority_id TEXT NOT NULL,
    id           TEXT NOT NULL,
    person_id    TEXT NOT NULL,
    role         TEXT NOT NULL,
    group_id     TEXT,
    starts_on    TEXT NOT NULL,
    ends_on      TEXT,
    PRIMARY KEY (authority_id, id),
    FOREIGN KEY (authority_id, person_id) REFERENCES person (authority_id, id),
    FOREIGN KEY (authority_id, group_id) REFERENCES care_group (authority_id, id)
);
CREATE INDEX membership_person ON membership (authority_id, person_id);

CREATE TABLE relation (
    authority_id          TEXT NOT NULL,
    id                    TEXT NOT NULL,
    child_id              TEXT NOT NULL,
    holder_person_id      TEXT,
    holder_group_id       TEXT,
    kind                  TEXT NOT NULL,
    is_contact_restricted BIGINT NOT NULL,
    starts_on             TEXT NOT NULL,
    ends_on               TEXT,
    source                TEXT NOT NULL,
    recorded_by           TEXT,
    recorded_at           TEXT NOT NULL,
    import_id             TEXT,
    PRIMARY KEY (authority_id, id),
    FOREIGN KEY (authority_id, child_id) REFERENCES person (authority_id, id),
    FOREIGN KEY (authority_id, holder_person_id) REFERENCES person (authority_id, id),
    FOREIGN KEY (authority_id, holder_group_id) REFERENCES care_group (authority_id, id)
);
CREATE INDEX relation_child ON relation (authority_id, child_id);
CREATE INDEX relation_person ON relation (authority_id, holder_person_id);
CREATE INDEX relation_group ON relation (authority_id, holder_group_id);

CREATE TABLE note (
    authority_id          TEXT NOT NULL,
    id                    TEXT NOT NULL,
    child_id              TEXT NOT NULL,
    about_person_id       TEXT,           -- a third party whom it concerns
    author_id             TEXT NOT NULL,
    body                  TEXT NOT NULL,
    is_hidden_from_family BIGINT NOT NULL,
    written_at            TEXT NOT NULL,
    PRIMARY KEY (authority_id, id),
    FOREIGN KEY (authority_id, child_id) REFERENCES person (authority_id, id)
);
CREATE INDEX note_child ON note (authority_id, child_id);

-- What a child has today, and what it costs in a year.
CREATE TABLE package (
    authority_id      TEXT NOT NULL,
    id                TEXT NOT NULL,
    child_id          TEXT NOT NULL,
    description       TEXT NOT NULL,
    stream            TEXT NOT NULL,
    yearly_cost_pence BIGINT NOT NULL,
    starts_on         TEXT NOT NULL,
    ends_on           TEXT,
    source            TEXT NOT NULL,
    import_id         TEXT,
    PRIMARY KEY (authority_id, id),
    FOREIGN KEY (authority_id, child_id) REFERENCES person (authority_id, id)
);
CREATE INDEX package_child ON package (authority_id, child_id);

-- What a young person lets a parent go on seeing, from the day they took the lead. The latest row counts.
CREATE TABLE hand_over (
    authority_id TEXT NOT NULL,
    id           TEXT NOT NULL,
    child_id     TEXT NOT NULL,
    agreed_on    TEXT NOT NULL,           -- the young person's own yes
    parent_sees  TEXT NOT NULL,           -- JSON: parts of the record
    recorded_by  TEXT,
    recorded_at  TEXT NOT NULL,
    PRIMARY KEY (authority_id, id),
    FOREIGN KEY (authority_id, child_id) REFERENCES person (authority_id, id)
);
CREATE INDEX hand_over_child ON hand_over (authority_id, child_id);
