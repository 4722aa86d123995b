//! How what a family spent comes into the books: which lines of statements and which records are spent money, what is there
//! already, and what has to be turned back. Asked after every change, it answers the same however often it is asked.
//!
//! A line of the plan is spent by what the bank says, or by a receipt, cash or miles that no line of a statement shows yet. A
//! bill or hours are spent when the bank says that they are paid. What is shown twice is spent once.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;

use super::{NewRecord, RecordState};
use crate::codes::coded;
use crate::ledger::{Movement, Step, Transfer};
use crate::matching::ExpectedKind;
use crate::sentences::Sentences;
use crate::{BankLineId, EvidenceId, Pence, PieceId, SpendingId, TransferId};

const WORDS: &str = include_str!("words.en.toml");

/// A receipt and a line of a statement on the same line of the plan with the same sum are one thing within so many days. Less
/// than a week, so that wages of two weeks stay two.
const DAYS_APART: i32 = 4;

coded! {
    /// Why something is not in the books.
    pub enum WhyNot ("reason not to be in the books") {
        /// Nobody has said which line of the plan it is for.
        NoLine = "no-line",
        /// The money of that line is not open.
        NotOpen = "not-open",
        /// The council or somebody else holds that money and accounts for it.
        HeldElsewhere = "held-elsewhere",
        /// Less is held in the books than was spent: it waits until the payment is there.
        NotEnough = "not-enough",
        /// A bill or hours that no line of a statement shows as paid.
        NotPaidYet = "not-paid-yet",
        /// Hours that the employing family has not approved.
        Waiting = "waiting",
        /// It was taken back.
        TakenBack = "taken-back",
        /// Somebody in finance has turned the entry back.
        PutRight = "put-right",
    }
}

coded! {
    /// Why an entry is turned back. Its code is the key of the reason that stands in the books.
    pub enum TurnedBack ("reason to turn back") {
        /// A match was undone.
        Undone = "undone",
        /// The statement was taken back.
        Statement = "statement",
        /// The record was taken back.
        Record = "record",
        /// Something else shows the same money now.
        Shown = "shown",
    }
}

impl TurnedBack {
    /// The reason as the books keep it.
    #[must_use]
    pub fn reason(self) -> String {
        Sentences::of(&[WORDS]).text(&format!("turned-back.{}", self.code())).to_owned()
    }
}

/// A line of a statement that is matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MatchedLine<'a> {
    /// The line.
    pub line: BankLineId,
    /// The day on which the bank booked it.
    pub day: Date,
    /// How much, above nothing.
    pub pence: Pence,
    /// Who was paid.
    pub payee: &'a str,
    /// What it is matched to.
    pub kind: ExpectedKind,
    /// Which: a record, a line of the plan, an entry of the books, a payment.
    pub target: &'a str,
}

/// A record that is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeptRecord<'a> {
    /// Its id.
    pub id: SpendingId,
    /// What it says.
    pub record: &'a NewRecord,
    /// Whether it counts.
    pub state: RecordState,
}

/// A line of a signed plan and where its money is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanLine {
    /// The line.
    pub piece: PieceId,
    /// The stream that pays.
    pub stream: String,
    /// The outcome that it serves.
    pub outcome: Option<PieceId>,
    /// Whether the family, or whoever it chose, is paid and spends: nothing while the money is not open.
    pub is_with_family: Option<bool>,
}

/// How a line or a record stands in the books.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is this entry.
    Posted(TransferId),
    /// It can be this entry now.
    ToPost(TransferId),
    /// The same money is in the books by something else: a record, a line, what the family wrote down before.
    Shown(EvidenceId),
    /// Money that came in: the books have it from the payment.
    CameIn,
    /// It is not in the books.
    Not(WhyNot),
}

/// An entry to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spending {
    /// Its id, the same whenever it is asked for.
    pub id: TransferId,
    /// The stream.
    pub stream: String,
    /// The line of the plan.
    pub line: PieceId,
    /// The outcome.
    pub outcome: Option<PieceId>,
    /// How much.
    pub amount: Pence,
    /// The day on which it was spent.
    pub day: Date,
    /// What shows it: the line or the record.
    pub evidence: EvidenceId,
    /// Who was paid.
    pub words: String,
}

/// What is to be done so that the books say what was spent, and how everything stands then.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settled {
    /// Entries to be turned back, before anything is spent.
    pub turn_back: Vec<Transfer>,
    /// Entries to be made, by their days.
    pub spend: Vec<Spending>,
    /// How each matched line stands.
    pub lines: BTreeMap<BankLineId, Standing>,
    /// How each record stands.
    pub records: BTreeMap<SpendingId, Standing>,
}

/// Who claims that money was spent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Claimant {
    Line(BankLineId),
    Record(SpendingId),
}

/// Works out what the books should have. `free` is what each stream holds for spending.
#[must_use]
pub fn settle(
    lines: &[MatchedLine<'_>],
    records: &[KeptRecord<'_>],
    plan: &[PlanLine],
    entries: &[Transfer],
    free: &BTreeMap<String, Pence>,
) -> Settled {
    let book = Entries::of(entries);
    let mut done = Settled::default();
    let mut wanted = claims(lines, records, plan, &book, &mut done);
    wanted.sort_by_key(|(_, claim)| (claim.day, claim.evidence));
    let mut free = free.clone();
    let kept: BTreeSet<TransferId> = wanted.iter().filter_map(|(_, claim)| book.stands(claim)).collect();
    for entry in book.standing().filter(|entry| !kept.contains(&entry.id)) {
        let there = free.entry(entry.stream.clone()).or_default();
        there.0 = there.0.saturating_add(entry.amount.0);
        done.turn_back.push(entry.clone());
    }
    for (claimant, mut claim) in wanted {
        let standing = if let Some(id) = book.stands(&claim) {
            Standing::Posted(id)
        } else if book.was_put_right(&claim) {
            Standing::Not(WhyNot::PutRight)
        } else {
            let there = free.entry(claim.stream.clone()).or_default();
            if *there < claim.amount {
                Standing::Not(WhyNot::NotEnough)
            } else {
                there.0 -= claim.amount.0;
                claim.id = book.next(claim.evidence);
                done.spend.push(claim.clone());
                Standing::ToPost(claim.id)
            }
        };
        match claimant {
            Claimant::Line(line) => done.lines.insert(line, standing),
            Claimant::Record(record) => done.records.insert(record, standing),
        };
    }
    done
}

/// What counts as spent, and how everything stands that does not.
fn claims(
    lines: &[MatchedLine<'_>],
    records: &[KeptRecord<'_>],
    plan: &[PlanLine],
    book: &Entries<'_>,
    done: &mut Settled,
) -> Vec<(Claimant, Spending)> {
    let by_target: HashMap<&str, &MatchedLine<'_>> = lines.iter().map(|line| (line.target, line)).collect();
    let shown = shown_by_lines(lines, records, &by_target);
    let of_records: HashMap<String, &KeptRecord<'_>> = records.iter().map(|one| (one.id.to_string(), one)).collect();
    let mut wanted = Vec::new();
    for line in lines {
        let claim = Claim { day: line.day, amount: line.pence, evidence: EvidenceId(line.line.0), words: line.payee };
        let standing = match line.kind {
            ExpectedKind::ScheduledPayment => Err(Standing::CameIn),
            ExpectedKind::PlanLine => claim.on(line.target.parse().ok(), plan),
            _ => match of_records.get(line.target) {
                Some(kept) if is_by_record(kept, line) => Err(Standing::Shown(EvidenceId(kept.id.0))),
                Some(kept) => claim.on(kept.record.piece, plan),
                None => Err(book.by_hand(line.target)),
            },
        };
        match standing {
            Ok(claim) => wanted.push((Claimant::Line(line.line), claim)),
            Err(standing) => {
                done.lines.insert(line.line, standing);
            }
        }
    }
    for kept in records {
        let claim = Claim {
            day: kept.record.day,
            amount: kept.record.pence,
            evidence: EvidenceId(kept.id.0),
            words: &kept.record.payee,
        };
        let matched = by_target.get(kept.id.to_string().as_str());
        let standing = match (kept.state, matched, shown.get(&kept.id)) {
            (RecordState::TakenBack, ..) => Err(Standing::Not(WhyNot::TakenBack)),
            (RecordState::Waiting, ..) => Err(Standing::Not(WhyNot::Waiting)),
            (_, Some(line), _) if !is_by_record(kept, line) => Err(Standing::Shown(EvidenceId(line.line.0))),
            (_, None, Some(line)) => Err(Standing::Shown(EvidenceId(line.0))),
            (_, None, None) if !is_spent_at_once(kept.record.kind) => Err(Standing::Not(WhyNot::NotPaidYet)),
            _ => claim.on(kept.record.piece, plan),
        };
        match standing {
            Ok(claim) => wanted.push((Claimant::Record(kept.id), claim)),
            Err(standing) => {
                done.records.insert(kept.id, standing);
            }
        }
    }
    wanted
}

/// Whether a record says by itself that money was spent.
#[must_use]
pub fn is_spent_at_once(kind: ExpectedKind) -> bool {
    matches!(kind, ExpectedKind::Receipt | ExpectedKind::Cash | ExpectedKind::Mileage)
}

/// Whether a record stays in the books as it is when a line is matched to it: the line says the same.
fn is_by_record(kept: &KeptRecord<'_>, line: &MatchedLine<'_>) -> bool {
    is_spent_at_once(kept.record.kind) && kept.record.pence == line.pence && kept.state == RecordState::Standing
}

/// Records whose money a line of a statement shows already, as it was matched to the plan before the record came: each line
/// shows one record, the nearest by day.
fn shown_by_lines(
    lines: &[MatchedLine<'_>],
    records: &[KeptRecord<'_>],
    by_target: &HashMap<&str, &MatchedLine<'_>>,
) -> HashMap<SpendingId, BankLineId> {
    let mut by_piece: HashMap<&str, Vec<&MatchedLine<'_>>> = HashMap::new();
    for line in lines.iter().filter(|line| line.kind == ExpectedKind::PlanLine) {
        by_piece.entry(line.target).or_default().push(line);
    }
    let mut pairs = Vec::new();
    let open = records.iter().filter(|kept| kept.state == RecordState::Standing);
    for kept in open.filter(|kept| !by_target.contains_key(kept.id.to_string().as_str())) {
        let Some(piece) = kept.record.piece.map(|piece| piece.to_string()) else { continue };
        for line in by_piece.get(piece.as_str()).into_iter().flatten() {
            let apart = kept.record.day.until(line.day).map_or(i32::MAX, |span| span.get_days().abs());
            if line.pence == kept.record.pence && apart <= DAYS_APART {
                pairs.push((apart, kept.id, line.line));
            }
        }
    }
    pairs.sort_unstable();
    let (mut shown, mut used) = (HashMap::new(), BTreeSet::new());
    for (_, record, line) in pairs {
        if !shown.contains_key(&record) && used.insert(line) {
            shown.insert(record, line);
        }
    }
    shown
}

/// Money that was spent, before it is known where it belongs.
struct Claim<'a> {
    day: Date,
    amount: Pence,
    evidence: EvidenceId,
    words: &'a str,
}

impl Claim<'_> {
    fn on(self, piece: Option<PieceId>, plan: &[PlanLine]) -> Result<Spending, Standing> {
        let not = |why| Err(Standing::Not(why));
        let Some(piece) = piece else { return not(WhyNot::NoLine) };
        let Some(line) = plan.iter().find(|line| line.piece == piece) else { return not(WhyNot::NotOpen) };
        match line.is_with_family {
            None => not(WhyNot::NotOpen),
            Some(false) => not(WhyNot::HeldElsewhere),
            Some(true) => Ok(Spending {
                id: TransferId::of(&[]),
                stream: line.stream.clone(),
                line: piece,
                outcome: line.outcome,
                amount: self.amount,
                day: self.day,
                evidence: self.evidence,
                words: self.words.trim().chars().take(100).collect(),
            }),
        }
    }
}

/// The id of the how many-th entry that something shows.
fn entry_id(evidence: EvidenceId, at: usize) -> TransferId {
    TransferId::of(&["spent, as shown by", &evidence.to_string(), &at.to_string()])
}

/// The id of the entry that turns another back because what it rests on has changed.
#[must_use]
pub fn turn_back_id(entry: TransferId) -> TransferId {
    TransferId::of(&["turned back, as what shows it has changed", &entry.to_string()])
}

/// Whether an entry is spending that is made from here, from a line of a statement or a record.
fn is_ours(entry: &Transfer, as_many: usize) -> bool {
    let id = |evidence| (0..as_many).any(|at| entry_id(evidence, at) == entry.id);
    entry.movement == Movement::Spend && entry.step == Step::Post && entry.named.evidence.is_some_and(id)
}

/// What families wrote down by hand as spent, and which nothing has turned back: entries that lines can be matched to.
#[must_use]
pub fn by_hand(entries: &[Transfer]) -> Vec<&Transfer> {
    let book = Entries::of(entries);
    let is_spent = |entry: &&Transfer| {
        matches!(entry.movement, Movement::Spend | Movement::SpendEarmark) && entry.step == Step::Post
    };
    let ours: BTreeSet<TransferId> = book.ours.values().flatten().map(|entry| entry.id).collect();
    let open = entries.iter().filter(is_spent).filter(|entry| !ours.contains(&entry.id));
    open.filter(|entry| !book.corrected.contains_key(&entry.id)).collect()
}

/// The entries of a child, as far as they matter here.
struct Entries<'e> {
    /// Those that are made from here, by what shows them, in the order in which they were made.
    ours: BTreeMap<EvidenceId, Vec<&'e Transfer>>,
    /// Entries that were turned back, each with the entry that did it.
    corrected: HashMap<TransferId, TransferId>,
    by_id: HashMap<String, &'e Transfer>,
}

impl<'e> Entries<'e> {
    fn of(entries: &'e [Transfer]) -> Entries<'e> {
        let mut counts: HashMap<EvidenceId, usize> = HashMap::new();
        let mut corrected = HashMap::new();
        for entry in entries {
            if let Step::Correct(about) = entry.step {
                corrected.insert(about, entry.id);
            } else if let Some(evidence) = entry.named.evidence {
                *counts.entry(evidence).or_default() += 1;
            }
        }
        let mut ours: BTreeMap<EvidenceId, Vec<&Transfer>> = BTreeMap::new();
        for entry in entries {
            let Some(evidence) = entry.named.evidence else { continue };
            if is_ours(entry, counts.get(&evidence).copied().unwrap_or_default()) {
                ours.entry(evidence).or_default().push(entry);
            }
        }
        let by_id = entries.iter().map(|entry| (entry.id.to_string(), entry)).collect();
        Entries { ours, corrected, by_id }
    }

    /// Those of ours that nothing has turned back.
    fn standing(&self) -> impl Iterator<Item = &'e Transfer> + '_ {
        self.ours.values().flatten().copied().filter(|entry| !self.corrected.contains_key(&entry.id))
    }

    fn last(&self, evidence: EvidenceId) -> Option<&'e Transfer> {
        self.ours.get(&evidence).and_then(|entries| entries.last()).copied()
    }

    /// The entry that says what is claimed.
    fn stands(&self, claim: &Spending) -> Option<TransferId> {
        let entry = self.last(claim.evidence).filter(|entry| says(entry, claim))?;
        (!self.corrected.contains_key(&entry.id)).then_some(entry.id)
    }

    /// Whether somebody turned that entry back by hand: it is not made again.
    fn was_put_right(&self, claim: &Spending) -> bool {
        let entry = self.last(claim.evidence).filter(|entry| says(entry, claim));
        let by = entry.and_then(|entry| Some((entry.id, *self.corrected.get(&entry.id)?)));
        by.is_some_and(|(entry, by)| by != turn_back_id(entry))
    }

    fn next(&self, evidence: EvidenceId) -> TransferId {
        entry_id(evidence, self.ours.get(&evidence).map_or(0, Vec::len))
    }

    /// How a line stands that is matched to what a family wrote down before.
    fn by_hand(&self, target: &str) -> Standing {
        match self.by_id.get(target) {
            Some(entry) if !self.corrected.contains_key(&entry.id) => {
                Standing::Shown(entry.named.evidence.unwrap_or(EvidenceId(entry.id.0)))
            }
            Some(_) => Standing::Not(WhyNot::PutRight),
            None => Standing::Not(WhyNot::TakenBack),
        }
    }
}

fn says(entry: &Transfer, claim: &Spending) -> bool {
    entry.amount == claim.amount && entry.stream == claim.stream && entry.named.line == Some(claim.line)
}

#[cfg(test)]
mod tests;
