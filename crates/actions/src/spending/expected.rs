//! What the lines of a child's statements may be: records that stand and are not yet paid, what was written down as spent
//! before, payments that came in, and the lines of the signed plan as far as they are not used up.

use std::collections::HashSet;

use jiff::civil::Date;
use seven_core::ledger::statement::{by_line, of};
use seven_core::ledger::{AccountKind, Transfer};
use seven_core::matching::{Expectation, Expected, ExpectedKind};
use seven_core::money::run::{PaymentFor, RunLineStatus};
use seven_core::money::{MoneyHolding, RunLine};
use seven_core::plan::PlanStatus;
use seven_core::plan::money::Holding;
use seven_core::plan::pattern::Stretch;
use seven_core::plan::piece::supports;
use seven_core::plan::support::{Quantity, UnitPrice};
use seven_core::spending::RecordState;
use seven_core::spending::books::{self, PlanLine};
use seven_core::{Pence, PersonId, PieceId, PlanId};
use store::spending::matches::StoredMatch;
use store::spending::{matches, records};
use store::{Query, agreements, ledger, papers, plans};

use crate::ActionError;
use crate::agreement::hand_on;
use crate::plan::PlanView;

/// One thing that a line may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// What it is.
    pub kind: ExpectedKind,
    /// Its id: of the record, or of the line of the plan.
    pub target: String,
    /// What people call it.
    pub what: String,
    /// How much; money out is below nothing.
    pub sum: Expected,
    /// From which day.
    pub from: Date,
    /// Until which day.
    pub until: Date,
    /// Who is paid.
    pub payee: String,
    /// What the payment says.
    pub reference: String,
    /// The line of the plan that answers teach about.
    pub teaches: String,
}

impl Candidate {
    /// As matching takes it.
    #[must_use]
    pub fn expectation(&self) -> Expectation<'_> {
        Expectation {
            kind: self.kind,
            sum: self.sum,
            from: self.from,
            until: self.until,
            payee: &self.payee,
            reference: &self.reference,
            teaches: &self.teaches,
        }
    }
}

/// A line of a signed plan as spending needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineOfPlan {
    /// The line.
    pub piece: PieceId,
    /// The stream that pays.
    pub stream: String,
    /// The outcome that it serves.
    pub outcome: Option<PieceId>,
    /// What it buys.
    pub what: String,
    /// Who is paid.
    pub payee: String,
    /// What the plan gives it.
    pub amount: Pence,
    /// How many hours that is, where the line counts hours.
    pub hours: Option<Quantity>,
    /// What one of it costs, where the line counts hours: the wage where the family employs.
    pub wage: Option<UnitPrice>,
    /// From when until when.
    pub stretch: Stretch,
    /// Whether the family holds its money, or whoever it chose; nothing while the money is not open.
    pub is_with_family: Option<bool>,
}

impl LineOfPlan {
    /// As the books look at it.
    pub(super) fn in_books(&self) -> PlanLine {
        let LineOfPlan { piece, stream, outcome, is_with_family, .. } = self;
        PlanLine { piece: *piece, stream: stream.clone(), outcome: *outcome, is_with_family: *is_with_family }
    }
}

/// The paid lines of a child's signed plans.
///
/// # Errors
/// What the database says.
pub async fn lines_of_plans(at: &mut impl Query, child: PersonId) -> Result<Vec<LineOfPlan>, ActionError> {
    let mut holdings = papers::of_child::<MoneyHolding>(at, child).await?;
    holdings.retain(|one| !one.paper.waits());
    let mut found = Vec::new();
    for plan in plans::of_child(at, child).await? {
        // a plan that was replaced paid for what was bought in its days
        if !matches!(plan.status, PlanStatus::Signed | PlanStatus::Replaced) {
            continue;
        }
        let view = PlanView::load(at, child, plan.id).await?;
        for asked in agreements::of_plan(at, plan.id).await? {
            let Some(handed) = hand_on(&view, &asked)? else { continue };
            for line in handed.lines {
                let support = supports(&asked.pieces).find(|(piece, _)| *piece == line.piece).map(|(_, said)| said);
                let who = support.map(|support| support.who.clone()).unwrap_or_default();
                let holding = holdings
                    .iter()
                    .find(|held| is_by(&held.paper, plan.id) && held.paper.stream == line.stream)
                    .map(|held| held.paper.way == Holding::DirectPayment);
                if let Some(known) = found.iter_mut().find(|known: &&mut LineOfPlan| known.piece == line.piece) {
                    // the plan was changed in the middle of its time, and this line went on
                    known.stretch.from = known.stretch.from.min(line.stretch.from);
                    known.amount = Pence(known.amount.0.saturating_add(line.amount.0));
                    continue;
                }
                found.push(LineOfPlan {
                    piece: line.piece,
                    stream: line.stream,
                    outcome: support.and_then(|support| support.outcomes.first().copied()),
                    what: support.map(|support| support.what.clone()).unwrap_or_default(),
                    payee: if line.payee.trim().is_empty() { who } else { line.payee },
                    amount: line.amount,
                    hours: line.hours,
                    wage: support.filter(|_| line.hours.is_some()).and_then(|said| Some(said.paid.as_ref()?.price)),
                    stretch: line.stretch,
                    is_with_family: holding,
                });
            }
        }
    }
    Ok(found)
}

/// Whether a holding is by a plan, or was before the plan was changed.
fn is_by(held: &MoneyHolding, plan: PlanId) -> bool {
    held.plan == plan || held.plans_before.contains(&plan)
}

/// Everything that a line of this child's may still be.
///
/// # Errors
/// What the database says.
pub async fn candidates(at: &mut impl Query, child: PersonId) -> Result<Vec<Candidate>, ActionError> {
    let plan = lines_of_plans(at, child).await?;
    candidates_of(at, child, &plan).await
}

/// The same where the lines of the plans are at hand.
pub(super) async fn candidates_of(
    at: &mut impl Query,
    child: PersonId,
    plan: &[LineOfPlan],
) -> Result<Vec<Candidate>, ActionError> {
    let done = matches::of_child(at, child).await?;
    let taken: HashSet<&str> = done.iter().map(|made| made.target.as_str()).collect();
    let entries = ledger::of_child(at, child).await?;
    let mut found = of_records(at, child).await?;
    found.extend(of_entries(plan, &entries));
    found.extend(of_payments(at, child).await?);
    found.retain(|candidate| !taken.contains(candidate.target.as_str()));
    found.extend(of_plans(plan, &entries, &done));
    Ok(found)
}

async fn of_records(at: &mut impl Query, child: PersonId) -> Result<Vec<Candidate>, ActionError> {
    let standing = records::of_child(at, child).await?;
    let open = standing.into_iter().filter(|kept| kept.state == RecordState::Standing);
    Ok(open
        .map(|kept| Candidate {
            kind: kept.record.kind,
            target: kept.id.to_string(),
            what: kept.record.payee.clone(),
            sum: Expected::Exactly(Pence(-kept.record.pence.0), 1),
            from: kept.record.day,
            until: kept.record.day,
            payee: kept.record.payee,
            reference: kept.record.reference,
            teaches: kept.record.piece.map(|piece| piece.to_string()).unwrap_or_default(),
        })
        .collect())
}

/// What the family wrote down as spent before its statement came. It is in the books, so a line that shows it adds nothing.
fn of_entries(plan: &[LineOfPlan], entries: &[Transfer]) -> Vec<Candidate> {
    let of = |entry: &&Transfer| {
        let line = plan.iter().find(|line| Some(line.piece) == entry.named.line)?;
        (line.is_with_family == Some(true)).then(|| Candidate {
            kind: ExpectedKind::Receipt,
            target: entry.id.to_string(),
            what: if entry.named.reason.is_empty() { line.what.clone() } else { entry.named.reason.clone() },
            sum: Expected::Exactly(Pence(-entry.amount.0), 1),
            from: entry.day,
            until: entry.day,
            // it was spent on that line, so it was paid to whom that line pays
            payee: line.payee.clone(),
            reference: String::new(),
            teaches: line.piece.to_string(),
        })
    };
    books::by_hand(entries).iter().filter_map(of).collect()
}

/// Payments that the council has sent or that have arrived.
async fn of_payments(at: &mut impl Query, child: PersonId) -> Result<Vec<Candidate>, ActionError> {
    let lines = papers::of_child::<RunLine>(at, child).await?;
    let is_sent = |line: &RunLine| matches!(line.status, RunLineStatus::Sent | RunLineStatus::Confirmed);
    let mut found = Vec::new();
    for line in lines.into_iter().map(|stored| stored.paper).filter(is_sent) {
        let PaymentFor::Instalment(id) = line.pays else { continue };
        let day = line.answered_on.unwrap_or(line.due);
        found.push(Candidate {
            kind: ExpectedKind::ScheduledPayment,
            target: id.to_string(),
            what: line.paid_to.reference.clone(),
            sum: Expected::Exactly(line.total(), 1),
            from: day,
            until: day,
            payee: String::new(),
            reference: line.paid_to.reference,
            teaches: String::new(),
        });
    }
    Ok(found)
}

/// The lines of the plan with what is left of them.
fn of_plans(plan: &[LineOfPlan], entries: &[Transfer], done: &[StoredMatch]) -> Vec<Candidate> {
    let mut found = Vec::new();
    for line in plan {
        let target = line.piece.to_string();
        let matched: i64 = done.iter().filter(|made| made.target == target).map(|made| made.pence.0).sum();
        let in_books = by_line(&line.stream, entries);
        let in_books = in_books.get(&Some(line.piece)).map_or(0, |held| of(held, AccountKind::Spent).0);
        let used = matched.max(in_books);
        found.push(Candidate {
            kind: ExpectedKind::PlanLine,
            what: line.what.clone(),
            sum: Expected::UpTo(Pence(used.saturating_sub(line.amount.0).min(0))),
            from: line.stretch.from,
            until: line.stretch.until,
            payee: line.payee.clone(),
            reference: String::new(),
            teaches: target.clone(),
            target,
        });
    }
    found.retain(|candidate| candidate.sum != Expected::UpTo(Pence::ZERO));
    found
}
