-- The payment operator's tables by which a sort code and an account number are held against each other, as an authority
-- loaded them; and a way to entries by their day.

CREATE TABLE bank_weights (
    authority_id TEXT NOT NULL,
    weights      TEXT NOT NULL,           -- the table as it was published
    substitutes  TEXT NOT NULL,           -- sort codes that count in place of others; may be empty
    loaded_by    TEXT,
    loaded_at    TEXT NOT NULL,
    PRIMARY KEY (authority_id)
);

CREATE INDEX ledger_transfer_day ON ledger_transfer (authority_id, stream, day, number);
