//! Spending: "can I spend this?", recording what was spent, and putting an entry right.

use jiff::civil::Date;
use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::ledger::statement::Holdings;
use seven_core::ledger::{AccountKind, Owner, Step};
use seven_core::money::grounds::of_stream;
use seven_core::money::spend::{SpendAnswer, Wish, can_i_spend, spent};
use seven_core::{EvidenceId, Pence, PersonId, PieceId, TransferId};
use store::ledger::Strand;
use store::{Query, StoreError, Writing, ledger};

use super::{MoneyView, named, packs, post, refused};
use crate::{ActionError, Caller};

/// Answers whether money may be spent on something; the answer is kept in the log.
///
/// # Errors
/// Refused without [`Action::RecordSpend`].
pub async fn answer_wish(caller: &Caller, child: PersonId, wish: &Wish) -> Result<SpendAnswer, ActionError> {
    let permit = caller.permit_for(Action::RecordSpend, child).await?;
    let mut write = caller.writing(&permit).await?;
    let view = MoneyView::load(&mut write, child, caller.moment.today).await?;
    let packs = packs()?;
    let pack = of_stream(&packs, &wish.stream, caller.moment.today);
    let stream = view.streams.iter().find(|stream| stream.stream == wish.stream);
    let there = stream.map_or(Pence::ZERO, |stream| stream.to_spend());
    let lines = stream.map_or(&[][..], |stream| stream.lines.as_slice());
    let answer = can_i_spend(wish, lines, there, pack);
    let event = Event::of(&permit, "can I spend this").with("answer", answer.key()).with("amount", wish.amount.0);
    write.commit(event).await?;
    Ok(answer)
}

/// Something that was spent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSpend {
    /// The stream.
    pub stream: String,
    /// The line of the plan.
    pub line: PieceId,
    /// The outcome that it serves.
    pub outcome: Option<PieceId>,
    /// How much.
    pub amount: Pence,
    /// The day on which it was spent.
    pub day: Date,
    /// What shows it.
    pub evidence: EvidenceId,
    /// What it was, where more is to be said.
    pub words: String,
}

/// Records what was spent. The same evidence for the same line is recorded once.
///
/// # Errors
/// Refused without [`Action::RecordSpend`]; invalid for a day that is to come; rules as the books say.
pub async fn record_spend(caller: &Caller, child: PersonId, new: NewSpend) -> Result<TransferId, ActionError> {
    let permit = caller.permit_for(Action::RecordSpend, child).await?;
    let mut write = caller.writing(&permit).await?;
    let id = spend_within(&mut write, child, &new).await?;
    let event = Event::of(&permit, format!("entry {id}")).with("line", new.line).with("amount", new.amount.0);
    write.commit(event).await?;
    Ok(id)
}

/// The same within a change that somebody else commits, such as matching a bank statement.
///
/// # Errors
/// As [`record_spend`].
pub async fn spend_within(write: &mut Writing, child: PersonId, new: &NewSpend) -> Result<TransferId, ActionError> {
    if new.day > write.moment().today {
        return Err(ActionError::invalid("day", "day-to-come"));
    }
    let (evidence, line) = (new.evidence.to_string(), new.line.to_string());
    let id = TransferId::of(&["spend", &evidence, &line]);
    let strand = Strand { owner: Owner::Child(child), stream: new.stream.clone() };
    let mut ground = ledger::ground_of(write, &strand, id).await?;
    if ground.known(id).is_some() {
        return Ok(id);
    }
    let held = ground.held(strand.owner, &strand.stream);
    let named = named(write).for_line(new.line, new.outcome).shown_by(new.evidence).because(new.words.trim());
    let entries = spent((id, child, &new.stream), new.amount, &held, (new.day, &named));
    ground.take_all(entries).map_err(|refusal| refused(&refusal))?;
    ledger::save(write, &ground).await?;
    Ok(id)
}

/// What the accounts of a strand hold, without what is pending to go out.
pub(crate) async fn holdings(at: &mut impl Query, strand: &Strand) -> Result<Holdings, StoreError> {
    let balances = ledger::balances_of(at, strand).await?;
    Ok(balances.into_iter().map(|(account, balance)| (account.kind, balance.free())).collect())
}

/// Puts an entry right by an opposite one, with a reason.
///
/// # Errors
/// Refused without [`Action::CorrectEntry`]; rules as the books say.
pub async fn correct(
    caller: &Caller,
    child: PersonId,
    entry: TransferId,
    why: &str,
) -> Result<TransferId, ActionError> {
    let permit = caller.permit_for(Action::CorrectEntry, child).await?;
    let mut write = caller.writing(&permit).await?;
    let wrong = ledger::entry(&mut write, entry).await?.filter(|one| one.child == Some(child));
    let wrong = wrong.ok_or(StoreError::Missing("entry"))?;
    // a payment is put right through its run, and a settlement through what it settled
    if matches!(wrong.step, Step::Settle(_) | Step::Release(_) | Step::Correct(_)) {
        return Err(ActionError::rule("money-not-correctable"));
    }
    let id = TransferId::of(&["correct", &entry.to_string()]);
    let opposite = wrong.follow(id, Step::Correct, caller.moment.today, named(&write).because(why.trim()));
    post(&mut write, vec![opposite]).await?;
    write.commit(Event::of(&permit, format!("entry {entry}")).with("corrected-by", id)).await?;
    Ok(id)
}

/// The accounts that money for spending is in.
pub(super) const TO_SPEND: [AccountKind; 1] = [AccountKind::Paid];
