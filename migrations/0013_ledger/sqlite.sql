-- What is in the books stays as it is: only what names a person, and why, may be emptied when a record is erased.
CREATE TRIGGER ledger_transfer_stands BEFORE UPDATE OF authority_id, id, owner_kind, owner_id, stream, number, step, about,
    about_end, movement, child_id, worker_id, amount_pence, day, line_id, outcome_id, evidence_id, at ON ledger_transfer
BEGIN
    SELECT RAISE(ABORT, 'an entry in the books never changes: add an opposite one');
END;
CREATE TRIGGER ledger_transfer_stays BEFORE DELETE ON ledger_transfer
BEGIN
    SELECT RAISE(ABORT, 'an entry in the books is never taken out: add an opposite one');
END;
