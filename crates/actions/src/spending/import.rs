//! Importing a bank statement: read, held against itself and against what is there, its new lines kept and matched, all in one
//! transaction; and taking an import back in one step.

use std::collections::HashSet;

use interchange::statements::{self, StatementError};
use jiff::civil::Date;
use seven_core::access::{Action, Permit};
use seven_core::audit::Event;
use seven_core::banking::profile::ColumnProfile;
use seven_core::banking::statement::{Finding, KnownLine, Newness, Wanted, recognise};
use seven_core::banking::{AccountTold, Statement, StatementLine};
use seven_core::matching::{Line, Match, Rules, Verdict, match_lines};
use seven_core::spending::books::TurnedBack;
use seven_core::{Pence, PersonId, StatementId};
use sha2::{Digest, Sha256};
use store::spending::learned;
use store::spending::lines::{self, LineState, StoredLine};
use store::spending::matches::{self, StoredMatch};
use store::spending::statements::{self as kept, StoredStatement};
use store::{StoreError, Writing};

use super::expected::{Candidate, candidates};
use super::{by, post};
use crate::{ActionError, Caller, Problem};

/// A file that was sent.
#[derive(Debug, Clone)]
pub struct NewStatement {
    /// What it is called.
    pub file_name: String,
    /// The file.
    pub bytes: Vec<u8>,
    /// How its columns are read, where it has some and a person has said so.
    pub profile: Option<ColumnProfile>,
    /// Whether somebody has said that the child's money is in this account too.
    pub is_of_another_account: bool,
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Imported {
    /// The statements that were kept.
    pub statements: Vec<StatementId>,
    /// Lines that are new.
    pub new: usize,
    /// Lines that were there already.
    pub known: usize,
    /// New lines that were matched.
    pub matched: usize,
    /// New lines that somebody is asked about.
    pub asked: usize,
    /// What does not fit and is no reason to refuse, as it can be shown.
    pub notes: Vec<Finding>,
}

/// Imports a statement. Reading is done before anything is locked; what is refused leaves no trace.
///
/// # Errors
/// Refused without [`Action::ImportStatement`]; invalid with the reader's or the check's own words; a rule where every line was
/// there already.
pub async fn import(caller: &Caller, child: PersonId, new: NewStatement) -> Result<Imported, ActionError> {
    let permit = caller.permit_for(Action::ImportStatement, child).await?;
    let person = by(&permit)?;
    let hash = hash_of(&new.bytes);
    let (bytes, profile, is_other) = (new.bytes, new.profile, new.is_of_another_account);
    let read = tokio::task::spawn_blocking(move || statements::read(&bytes, profile.as_ref())).await;
    let read = read.map_err(|error| ActionError::Outside(error.to_string()))?.map_err(|error| unreadable(&error))?;
    let file_name: String = new.file_name.chars().filter(|letter| !letter.is_control()).take(200).collect();

    take(caller, (&permit, child, person), read, Origin { file_name, hash, is_other }).await
}

/// Where statements come from.
pub(super) struct Origin {
    /// What the file is called.
    pub file_name: String,
    /// SHA-256 of it.
    pub hash: String,
    /// Whether somebody has said that the child's money is in this account too.
    pub is_other: bool,
}

/// Takes statements that were read: held against themselves and what is there, their new lines kept and matched, all in one.
pub(super) async fn take(
    caller: &Caller,
    (permit, child, person): (&Permit, PersonId, PersonId),
    read: Vec<Statement>,
    Origin { file_name, hash, is_other }: Origin,
) -> Result<Imported, ActionError> {
    let mut write = caller.writing(permit).await?;
    let before = kept::of_child(&mut write, child).await?;
    let mut done = Imported::default();
    let there = lines::of_child(&mut write, child).await?;
    let mut added: Vec<(AccountTold, KnownLine)> = Vec::new();
    for statement in &read {
        done.notes.extend(checked(statement, &before, is_other, caller.moment.today)?);
        let known = known_lines(statement, &there, &before, &added);
        let newness = recognise(&statement.lines, &known);
        let fresh: Vec<&StatementLine> =
            statement.lines.iter().zip(&newness).filter(|(_, is)| **is == Newness::New).map(|(line, _)| line).collect();
        done.known += statement.lines.len() - fresh.len();
        if fresh.is_empty() {
            continue;
        }
        let stored = heading(&write, child, person, statement, (&file_name, &hash));
        kept::insert(&mut write, &stored).await?;
        added.extend(fresh.iter().map(|line| (statement.account.clone(), known_line(line))));
        keep_lines(&mut write, child, stored.id, &fresh, &mut done).await?;
        done.statements.push(stored.id);
    }
    if done.new == 0 {
        return Err(ActionError::rule(if done.known > 0 { "statement-known" } else { "statement-empty" }));
    }
    post::settle(&mut write, child, TurnedBack::Shown).await?;
    let event = Event::of(permit, format!("statement of {child}")).with("new", done.new).with("known", done.known);
    write.commit(event.with("matched", done.matched).with("asked", done.asked)).await?;
    Ok(done)
}

/// The lines of the same account that are there, or came in the same file before.
fn known_lines(
    statement: &Statement,
    there: &[StoredLine],
    before: &[StoredStatement],
    added: &[(AccountTold, KnownLine)],
) -> Vec<KnownLine> {
    let of_account = |kept: &&StoredStatement| kept.account.may_be(&statement.account);
    let same: HashSet<StatementId> = before.iter().filter(of_account).map(|kept| kept.id).collect();
    let kept = there.iter().filter(|stored| same.contains(&stored.statement)).map(|stored| known_line(&stored.line));
    let new = added.iter().filter(|(account, _)| account.may_be(&statement.account)).map(|(_, line)| line.clone());
    kept.chain(new).collect()
}

/// SHA-256 in hexadecimal.
pub(super) fn hash_of(bytes: &[u8]) -> String {
    format!("{:x}", HexOf(Sha256::digest(bytes).into()))
}

/// Bytes in hexadecimal.
struct HexOf([u8; 32]);

impl std::fmt::LowerHex for HexOf {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(out, "{byte:02x}"))
    }
}

/// What the reader said, for the page: its own words, and a code by which the page can ask in its turn.
pub(super) fn unreadable(error: &StatementError) -> ActionError {
    let code = match error {
        StatementError::Asks(_) => "statement-asks",
        StatementError::Columns(_) | StatementError::MissingColumn { .. } => "statement-columns",
        _ => "statement-unreadable",
    };
    let problem = Problem::new("file", code).with("why", error.to_string()).with("help", error.help());
    ActionError::Invalid(vec![problem.with("kind", error.code())])
}

/// The statement against itself and against the one before; refusals refuse.
fn checked(
    statement: &Statement,
    before: &[StoredStatement],
    is_other: bool,
    today: Date,
) -> Result<Vec<Finding>, ActionError> {
    let standing = || before.iter().filter(|kept| kept.undone_at.is_none());
    let known = || standing().map(|kept| &kept.account).filter(|account| !account.0.is_empty());
    let own = known().find(|account| account.may_be(&statement.account));
    let account = own.or_else(|| known().next().filter(|_| !is_other));
    let first = statement.first_day();
    let last = standing()
        .filter(|kept| kept.account.may_be(&statement.account) && kept.until.is_some() && kept.until < first)
        .max_by_key(|kept| kept.until);
    let wanted = Wanted {
        account: account.cloned().unwrap_or_else(AccountTold::default),
        currency: "GBP".to_owned(),
        today: Some(today),
        before: last.and_then(|kept| Some((kept.until?, kept.closing?))),
    };
    let found = statement.check(&wanted);
    let refusals: Vec<Problem> = found
        .iter()
        .filter(|finding| finding.is_refusal())
        .map(|finding| {
            let problem = Problem::new("file", "statement-refused").with("why", finding.to_string());
            problem.with("help", finding.help()).with("kind", finding.code())
        })
        .collect();
    if refusals.is_empty() { Ok(found) } else { Err(ActionError::Invalid(refusals)) }
}

fn heading(
    write: &Writing,
    child: PersonId,
    person: PersonId,
    statement: &Statement,
    (file_name, hash): (&str, &str),
) -> StoredStatement {
    StoredStatement {
        id: write.id(),
        child,
        format: statement.format,
        account: statement.account.clone(),
        currency: statement.currency.clone(),
        number: statement.number.chars().take(100).collect(),
        file_name: file_name.to_owned(),
        file_hash: hash.to_owned(),
        from: statement.first_day(),
        until: statement.last_day(),
        opening: statement.opening.as_ref().map(|balance| balance.pence),
        closing: statement.closing.as_ref().map(|balance| balance.pence),
        imported_by: person,
        imported_at: write.moment().at,
        undone_at: None,
    }
}

/// Matches new lines and keeps them with what came of it.
async fn keep_lines(
    write: &mut Writing,
    child: PersonId,
    statement: StatementId,
    fresh: &[&StatementLine],
    done: &mut Imported,
) -> Result<(), ActionError> {
    let possible = candidates(write, child).await?;
    let taught = learned::of_child(write, child).await?;
    let rules = Rules::standard().map_err(|error| ActionError::Outside(error.to_string()))?;
    let wanted: Vec<_> = possible.iter().map(Candidate::expectation).collect();
    let ready: Vec<Line<'_>> = fresh.iter().map(|line| as_line(line)).collect();
    let verdicts = match_lines(&ready, &wanted, &taught, &rules);
    let mut stored = Vec::with_capacity(fresh.len());
    let mut made = Vec::new();
    for (line, verdict) in fresh.iter().zip(verdicts) {
        let id = write.id();
        let (state, names) = match &verdict {
            Verdict::Sure(found) => {
                made.extend(as_match(write, (id, line.pence), found, &possible, None));
                (LineState::Matched, Vec::new())
            }
            Verdict::Asked(found) => (LineState::Asked, named(found, &possible)),
            Verdict::Left => (LineState::Left, Vec::new()),
        };
        done.asked += usize::from(state == LineState::Asked);
        let possible = serde_json::to_string(&names).map_err(|error| ActionError::Outside(error.to_string()))?;
        stored.push(StoredLine { id, statement, line: (*line).clone(), state, possible, version: 1 });
    }
    lines::insert_all(write, child, &stored).await?;
    post::keep(write, child, &made).await?;
    done.new += stored.len();
    done.matched += made.len();
    Ok(())
}

/// What a question about a line names: targets with their reasons.
fn named(found: &[Match], possible: &[Candidate]) -> Vec<(String, Match)> {
    let target = |one: &Match| usize::try_from(one.expectation).ok().and_then(|at| possible.get(at));
    found.iter().filter_map(|one| target(one).map(|candidate| (candidate.target.clone(), *one))).collect()
}

/// A match as it is kept.
pub(super) fn as_match(
    write: &Writing,
    (line, pence): (seven_core::BankLineId, Pence),
    found: &Match,
    possible: &[Candidate],
    made_by: Option<PersonId>,
) -> Option<StoredMatch> {
    let candidate = usize::try_from(found.expectation).ok().and_then(|at| possible.get(at))?;
    Some(StoredMatch {
        id: write.id(),
        line,
        kind: candidate.kind,
        target: candidate.target.clone(),
        pence: Pence(pence.0.saturating_abs()),
        points: found.points,
        why: found.why,
        made_by,
        made_at: write.moment().at,
    })
}

/// A line as matching looks at it.
pub(super) fn as_line(line: &StatementLine) -> Line<'_> {
    Line {
        booked: line.booked,
        pence: line.pence,
        payee: &line.payee,
        reference: &line.reference,
        bank_id: &line.bank_id,
    }
}

fn known_line(line: &StatementLine) -> KnownLine {
    let StatementLine { booked, pence, payee, reference, bank_id, .. } = line.clone();
    KnownLine { booked, pence, payee, reference, bank_id }
}

/// Takes an import back: its lines and all that was matched to them are gone in one step, and the books turn their entries
/// back.
///
/// # Errors
/// Refused without [`Action::ImportStatement`]; [`StoreError::Missing`]; [`StoreError::Changed`] where it is taken back already.
pub async fn take_back(caller: &Caller, child: PersonId, id: StatementId) -> Result<u64, ActionError> {
    let permit = caller.permit_for(Action::ImportStatement, child).await?;
    let person = by(&permit)?;
    let mut write = caller.writing(&permit).await?;
    kept::find(&mut write, child, id).await?.ok_or(StoreError::Missing("statement"))?;
    let undone = matches::undo_of_statement(&mut write, child, id, person).await?;
    kept::take_back(&mut write, child, id, person).await?;
    post::settle(&mut write, child, TurnedBack::Statement).await?;
    let event = Event::of(&permit, format!("statement {id}")).with("taken-back", true).with("matches", undone);
    write.commit(event).await?;
    Ok(undone)
}
