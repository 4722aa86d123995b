//! Providers' invoices for what the council buys: taken, approved by the family first where it chose so, held with a reason
//! and somebody who looks after it, paid in a run.

use jiff::civil::Date;
use seven_core::access::{self, Action, Purpose};
use seven_core::audit::Event;
use seven_core::ledger::{AccountKind, statement};
use seven_core::life::Ongoing;
use seven_core::money::bank_details::{BankError, read};
use seven_core::money::invoice::{Held, InvoiceRefusal, InvoiceStatus, LineTerms, mark};
use seven_core::money::run::{HeldBack, PaidTo, PaymentFor, RunLineStatus};
use seven_core::money::{Invoice, MoneyHolding, PaymentRun, RunLine};
use seven_core::paper::Paper;
use seven_core::plan::money::Holding;
use seven_core::plan::support::{Quantity, UnitPrice};
use seven_core::{InvoiceId, Pence, PersonId, PieceId, RunId};
use store::papers::Stored;
use store::{Query, StoreError, Writing, ledger, papers, relations};

use super::actor;
use super::bills::acts_for;
use super::numbers::checked;
use super::runs::{add, becomes_due};
use crate::life::stops;
use crate::{ActionError, Caller, Problem};

/// An invoice as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewInvoice {
    /// The line of the plan that it is for.
    pub line: PieceId,
    /// The provider.
    pub provider: String,
    /// Its number there.
    pub number: String,
    /// Its day.
    pub dated: Date,
    /// The day until which it has to be paid.
    pub pay_by: Date,
    /// How much was given.
    pub quantity: Quantity,
    /// What one of it costs.
    pub price: UnitPrice,
    /// What it comes to.
    pub amount: Pence,
    /// Where it is paid to: name, sort code, account number.
    pub pay_to: (String, String, String),
}

/// Takes an invoice for a line of a plan whose money the council manages.
///
/// # Errors
/// Refused without [`Action::RecordInvoice`]; rules for a line that is not council-managed, for a provider
/// that is not the sender's own, and for every [`InvoiceRefusal`].
pub async fn record_invoice(caller: &Caller, child: PersonId, new: NewInvoice) -> Result<InvoiceId, ActionError> {
    let permit = caller.permit_for(Action::RecordInvoice, child).await?;
    let mut write = caller.writing(&permit).await?;
    acts_for(&mut write, &permit, (&new.provider, caller.moment.today), "invoice-not-your-provider").await?;
    let (holding, (terms, payee), outcome) = held_against(&mut write, child, new.line).await?;
    if !payee.is_empty() {
        // a line that names somebody is theirs to bill
        acts_for(&mut write, &permit, (&payee, caller.moment.today), "invoice-not-your-provider").await?;
    }
    let (name, sort_code, account_number) =
        read(&new.pay_to.0, &new.pay_to.1, &new.pay_to.2).map_err(|error| whose(&error))?;
    checked(&mut write, &sort_code, &account_number).await?.map_err(|error| whose(&error))?;
    let asks_family = holding.is_family_first && !stops(&mut write, child, Ongoing::Question).await?;
    let invoice = Invoice {
        child,
        stream: holding.stream.clone(),
        line: new.line,
        outcome,
        provider: new.provider.trim().to_owned(),
        number: new.number.trim().to_owned(),
        dated: new.dated,
        pay_by: new.pay_by,
        quantity: new.quantity,
        price: new.price,
        amount: new.amount,
        pay_to: (name, sort_code, account_number),
        family: None,
        council: None,
        held: None,
        run: None,
        paid_on: None,
        status: if asks_family { InvoiceStatus::WithFamily } else { InvoiceStatus::WithCouncil },
    };
    for (field, text) in [("provider", &invoice.provider), ("number", &invoice.number)] {
        if text.is_empty() {
            return Err(ActionError::invalid(field, "empty"));
        }
    }
    let known = papers::only_one::<Invoice>(&mut write, &mark(&invoice.provider, &invoice.number)).await?;
    invoice.check(terms, known.is_some(), caller.moment.today).map_err(|refusal| told(&refusal))?;
    let id: InvoiceId = write.id();
    papers::insert(&mut write, id, &invoice).await?;
    let event = Event::of(&permit, format!("invoice {id}")).with("line", new.line).with("amount", new.amount.0);
    write.commit(event.with("status", invoice.status)).await?;
    Ok(id)
}

/// What is wrong with the account that an invoice is to be paid to. A name that is missing is told as what it is.
fn whose(error: &BankError) -> ActionError {
    match error {
        BankError::Name => ActionError::invalid("pay-name", "payee-missing"),
        other => super::bank::told(other),
    }
}

/// The council-managed holding of a line; what is left of the line, the price that was agreed, and with whom; its outcome.
async fn held_against(
    write: &mut Writing,
    child: PersonId,
    line: PieceId,
) -> Result<(MoneyHolding, (LineTerms, String), Option<PieceId>), ActionError> {
    for holding in papers::of_child::<MoneyHolding>(write, child).await?.into_iter().rev() {
        let holding = holding.paper;
        if holding.waits() {
            continue;
        }
        let own = super::view::lines_in(write, &holding).await?;
        let Some((_, support)) = own.into_iter().find(|(piece, _)| *piece == line) else { continue };
        let Some(paid) = &support.paid else { continue };
        if paid.stream != holding.stream {
            continue;
        }
        if holding.way != Holding::CouncilManaged {
            return Err(ActionError::rule("invoice-not-council-managed"));
        }
        let committed = committed_to(write, child, &holding.stream, line).await?;
        let waiting = waiting(write, child, line).await?;
        let left = Pence(committed.0.saturating_sub(waiting.0));
        let outcome = support.outcomes.first().copied();
        return Ok((holding, (LineTerms { left, price: Some(paid.price) }, paid.payee.clone()), outcome));
    }
    Err(ActionError::rule("invoice-no-line"))
}

/// What is promised to a line and not paid.
pub(crate) async fn committed_to(
    at: &mut impl Query,
    child: PersonId,
    stream: &str,
    line: PieceId,
) -> Result<Pence, StoreError> {
    let entries = ledger::of_child(at, child).await?;
    let lines = statement::by_line(stream, &entries);
    Ok(lines.get(&Some(line)).map_or(Pence::ZERO, |held| statement::of(held, AccountKind::Committed)))
}

/// What invoices that were taken and are not in a run yet will want of a line.
pub(super) async fn waiting(at: &mut impl Query, child: PersonId, line: PieceId) -> Result<Pence, StoreError> {
    let open = [InvoiceStatus::WithFamily, InvoiceStatus::WithCouncil, InvoiceStatus::Held, InvoiceStatus::Approved];
    let invoices = papers::of_child::<Invoice>(at, child).await?;
    let those = invoices.iter().filter(|one| one.paper.line == line && open.contains(&one.paper.status));
    Ok(Pence(those.fold(0, |sum, one| sum.saturating_add(one.paper.amount.0))))
}

/// The family or the council says yes to an invoice.
///
/// # Errors
/// Refused without [`Action::ApproveInvoice`]; [`StoreError::Changed`] where somebody was quicker; a rule where it is somebody
/// else's turn.
pub async fn approve_invoice(
    caller: &Caller,
    child: PersonId,
    (id, version): (InvoiceId, i64),
) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::ApproveInvoice, child).await?;
    let mut write = caller.writing(&permit).await?;
    let (by, today) = (actor(&write)?, caller.moment.today);
    let mut invoice = seen(&mut write, child, (id, version)).await?;
    let is_family = permit.purpose() == Purpose::OwnLife;
    let approved = if is_family {
        invoice.paper.approved_by_family(by, today)
    } else {
        invoice.paper.approved_by_council(by, today)
    };
    invoice.paper = approved.ok_or_else(|| ActionError::rule("invoice-not-your-turn"))?;
    papers::save(&mut write, &invoice).await?;
    let event = Event::of(&permit, format!("invoice {id}")).with("status", invoice.paper.status);
    write.commit(event).await?;
    Ok(())
}

/// Somebody says that something is wrong with an invoice: it is held, with the reason and somebody who looks after it.
///
/// # Errors
/// Refused without [`Action::ApproveInvoice`]; invalid without a reason, or for somebody who may do nothing about it;
/// [`StoreError::Changed`] where somebody was quicker; a rule where it is being paid.
pub async fn query_invoice(
    caller: &Caller,
    child: PersonId,
    (id, version): (InvoiceId, i64),
    (why, owner): (&str, PersonId),
) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::ApproveInvoice, child).await?;
    let mut write = caller.writing(&permit).await?;
    if why.trim().is_empty() {
        return Err(ActionError::invalid("why", "empty"));
    }
    if !may_look_after(&mut write, child, owner).await? {
        return Err(ActionError::invalid("owner", "invoice-owner"));
    }
    let mut invoice = seen(&mut write, child, (id, version)).await?;
    let held = Held { why: why.trim().to_owned(), owner, since: caller.moment.today };
    invoice.paper = invoice.paper.held(held).ok_or_else(|| ActionError::rule("invoice-being-paid"))?;
    papers::save(&mut write, &invoice).await?;
    let event = Event::of(&permit, format!("invoice {id}")).with("status", InvoiceStatus::Held).with("owner", owner);
    write.commit(event).await?;
    Ok(())
}

/// An invoice as it was when somebody looked at it.
async fn seen(
    write: &mut Writing,
    child: PersonId,
    (id, version): (InvoiceId, i64),
) -> Result<Stored<Invoice>, ActionError> {
    let found = papers::find_of::<Invoice>(write, child, id).await?;
    if found.version == version { Ok(found) } else { Err(StoreError::Changed(Invoice::TABLE).into()) }
}

/// Whether somebody may look after an invoice: whoever could say yes to it.
async fn may_look_after(write: &mut Writing, child: PersonId, owner: PersonId) -> Result<bool, ActionError> {
    let (at, today) = (write.moment().at, write.moment().today);
    let actor = relations::actor(write, owner).await?;
    let standing = relations::standing(write, child, owner, at).await?;
    let may = |purpose| access::decide(&actor, Action::ApproveInvoice, standing.as_ref(), purpose, today).is_ok();
    Ok(may(Purpose::Work) || may(Purpose::OwnLife))
}

/// Takes approved invoices into a run that is being put together.
pub(super) async fn take_in_due(
    write: &mut Writing,
    (id, run): (RunId, &mut PaymentRun),
    due_until: Date,
) -> Result<(), ActionError> {
    for mut invoice in papers::until::<Invoice>(write, InvoiceStatus::Approved.code(), due_until).await? {
        let paper = &mut invoice.paper;
        let pays = PaymentFor::Invoice(InvoiceId(invoice.id));
        let (name, sort_code, account_number) = paper.pay_to.clone();
        let line = RunLine {
            run: id,
            child: paper.child,
            stream: paper.stream.clone(),
            pays,
            due: paper.pay_by,
            parts: vec![(paper.line, paper.outcome, paper.amount)],
            paid_to: PaidTo { name, sort_code, account_number, reference: paper.number.clone() },
            why: String::new(),
            answered_on: None,
            status: RunLineStatus::Ready,
        };
        if !becomes_due(write, &line, run.pay_day).await? {
            let (child, amount) = (paper.child, paper.amount);
            run.held_back.push(HeldBack { child, pays, amount, why: "not-enough".to_owned() });
            continue;
        }
        paper.status = InvoiceStatus::InRun;
        paper.run = Some(id);
        papers::save(write, &invoice).await?;
        add(write, run, &line).await?;
    }
    Ok(())
}

/// An invoice is paid.
pub(super) async fn paid(write: &mut Writing, id: InvoiceId, on: Date) -> Result<(), ActionError> {
    let mut invoice = papers::find::<Invoice>(write, id).await?;
    invoice.paper.status = InvoiceStatus::Paid;
    invoice.paper.paid_on = Some(on);
    Ok(papers::save(write, &invoice).await?)
}

/// An invoice's payment was dropped or came back: it waits for another run.
pub(super) async fn back(write: &mut Writing, id: InvoiceId, why: &str) -> Result<(), ActionError> {
    let mut invoice = papers::find::<Invoice>(write, id).await?;
    invoice.paper.status = InvoiceStatus::Approved;
    invoice.paper.run = None;
    if !why.is_empty()
        && let Ok(owner) = actor(write)
    {
        let since = write.moment().today;
        invoice.paper.status = InvoiceStatus::Held;
        invoice.paper.held = Some(Held { why: why.to_owned(), owner, since });
    }
    Ok(papers::save(write, &invoice).await?)
}

fn told(refusal: &InvoiceRefusal) -> ActionError {
    let problem = Problem::new("", refusal.code());
    ActionError::Rule(match refusal {
        InvoiceRefusal::Duplicate { provider, number } => {
            problem.with("provider", provider.as_str()).with("number", number.as_str())
        }
        InvoiceRefusal::AboveRate { asked, agreed } => {
            problem.with("asked", asked.to_string()).with("agreed", agreed.to_string())
        }
        InvoiceRefusal::AboveLine { left, amount } => {
            problem.with("left", left.to_string()).with("amount", amount.to_string())
        }
        InvoiceRefusal::DoesNotAddUp { comes_to, amount, .. } => {
            problem.with("comes-to", comes_to.to_string()).with("amount", amount.to_string())
        }
        InvoiceRefusal::NotAboveNothing(amount) => problem.with("amount", amount.to_string()),
        InvoiceRefusal::OfTheFuture(day) => problem.with("day", day.to_string()),
    })
}
