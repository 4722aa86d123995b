-- A file between its check and its use: kept for whoever sent it, for a day.

CREATE TABLE kept_upload (
    authority_id TEXT NOT NULL,
    id           TEXT NOT NULL,
    person_id    TEXT NOT NULL,
    kind         TEXT NOT NULL,           -- people, packages, scheme
    file_name    TEXT NOT NULL,
    content      TEXT NOT NULL,           -- base64
    kept_at      TEXT NOT NULL,
    PRIMARY KEY (authority_id, id),
    FOREIGN KEY (authority_id, person_id) REFERENCES person (authority_id, id)
);
CREATE INDEX kept_upload_kept_at ON kept_upload (authority_id, kept_at);
