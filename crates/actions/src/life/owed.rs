//! What is owed after a death and paid all the same: wages, notice and redundancy of an assistant, a bill that the family got. It
//! is in the next payment run, although everything else rests.

use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::money::schedule::{InstalmentStatus, PartFor};
use seven_core::money::{Instalment, MoneyHolding};
use seven_core::plan::money::Holding;
use seven_core::plan::pattern::Stretch;
use seven_core::{HoldingId, InstalmentId, Pence, PersonId, PieceId};
use store::{papers, people};

use crate::money::{MoneyView, committed_to};
use crate::{ActionError, Caller, Problem};

/// The longest note on a payment, in characters.
const LONGEST: usize = 500;

/// Something that is owed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOwed {
    /// Out of which holding.
    pub holding: HoldingId,
    /// Of which line of the plan.
    pub line: PieceId,
    /// How much.
    pub amount: Pence,
    /// What it is.
    pub what: String,
}

/// Pays what is owed after a death out of what is promised to a line.
///
/// # Errors
/// Refused without [`Action::ArrangeMoney`]; rules where the child lives, where the council buys (then it is an invoice), or
/// where the line has not so much left; invalid without a sum or words.
pub async fn pay_what_is_owed(caller: &Caller, child: PersonId, new: NewOwed) -> Result<InstalmentId, ActionError> {
    let permit = caller.permit_for(Action::ArrangeMoney, child).await?;
    let mut write = caller.writing(&permit).await?;
    if people::died_on(&mut write, child).await?.is_none() {
        return Err(ActionError::rule("owed-only-after-death"));
    }
    let what = new.what.trim();
    if what.is_empty() || what.chars().count() > LONGEST {
        return Err(ActionError::invalid("what", "empty-or-long"));
    }
    if new.amount <= Pence::ZERO {
        return Err(ActionError::invalid("amount", "no-sum"));
    }
    let held = papers::find_of::<MoneyHolding>(&mut write, child, new.holding).await?;
    if held.paper.way == Holding::CouncilManaged {
        return Err(ActionError::rule("owed-is-an-invoice"));
    }
    let today = caller.moment.today;
    let view = MoneyView::load(&mut write, child, today).await?;
    let stream = view.streams.iter().find(|one| one.stream == held.paper.stream);
    let line = stream.and_then(|stream| stream.lines.iter().find(|one| one.line == new.line));
    let line = line.ok_or_else(|| ActionError::invalid("line", "choose-from-the-list"))?;
    let committed = committed_to(&mut write, child, &held.paper.stream, new.line).await?;
    let there = papers::part_of::<Instalment>(&mut write, new.holding).await?;
    let waits = [InstalmentStatus::Planned, InstalmentStatus::Returned];
    let waiting = there.iter().filter(|one| one.paper.is_owed && waits.contains(&one.paper.status));
    let promised = waiting
        .flat_map(|one| &one.paper.parts)
        .filter(|part| part.line == new.line)
        .fold(0_i64, |sum, part| sum.saturating_add(part.amount.0));
    let left = Pence(committed.0.saturating_sub(promised).max(0));
    if new.amount > left {
        let problem = Problem::new("amount", "owed-above-line").with("left", left.to_string());
        return Err(ActionError::Invalid(vec![problem]));
    }
    let payment = Instalment {
        child,
        holding: new.holding,
        stream: held.paper.stream.clone(),
        number: there.iter().map(|one| one.paper.number).max().unwrap_or(0).saturating_add(1),
        due: today,
        covers: Stretch { from: today, until: today },
        parts: vec![PartFor { line: new.line, outcome: line.outcome, amount: new.amount }],
        run: None,
        paid_on: None,
        is_owed: true,
        note: what.to_owned(),
        status: InstalmentStatus::Planned,
    };
    let id: InstalmentId = write.id();
    papers::insert(&mut write, id, &payment).await?;
    write.commit(Event::of(&permit, format!("payment {id}")).with("owed", new.amount.0)).await?;
    Ok(id)
}
