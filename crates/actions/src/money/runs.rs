//! Payment runs: what is due is put together, checked, approved by a second person, exported; then the bank's answer, payment
//! by payment. Money becomes due in the draft, is pending while the bank has it, and is paid or free again by its answer.

use jiff::civil::Date;
use seven_core::access::{Action, Permit};
use seven_core::audit::Event;
use seven_core::ledger::{Movement, Step, Transfer};
use seven_core::money::bank_details::in_force;
use seven_core::money::holding::HoldingStatus;
use seven_core::money::run::{HeldBack, PaidTo, PaymentFor, RunError, RunLineStatus, RunStatus};
use seven_core::money::schedule::InstalmentStatus;
use seven_core::money::working_days::bank_holidays;
use seven_core::money::{BankDetails, Instalment, MoneyHolding, PaymentRun, RunLine};
use seven_core::settings::Settings;
use seven_core::{InstalmentId, Pence, RunId, TransferId};
use store::papers::{self, Stored};
use store::{StoreError, Writing, authorities, ledger};

use super::{actor, named, post, refused};
use crate::{ActionError, Caller, Problem};

/// Puts a run together: everything that is due until a day and can be paid. What cannot be paid stands in it with the reason. A day
/// on which banks do not work moves as the authority's rule says, and what is due on such days behind the last comes in before them.
///
/// # Errors
/// Refused without [`Action::PreparePayments`]; invalid where the day of payment is past.
pub async fn draft_run(caller: &Caller, pay_day: Date, due_until: Date) -> Result<RunId, ActionError> {
    let permit = caller.permit(Action::PreparePayments).await?;
    if pay_day < caller.moment.today {
        return Err(ActionError::invalid("pay-day", "day-past"));
    }
    // what ends without another plan goes on: its payments have to be there before they are put together
    super::bridge::prepare(caller, &permit, false).await?;
    let mut write = caller.writing(&permit).await?;
    let by = actor(&write)?;
    let id: RunId = write.id();
    let (rule, holidays) = (Settings::read(&authorities::settings(&mut write).await?).pay_day_rule, bank_holidays());
    let (asked, pay_day) = (pay_day, holidays.moved_from(pay_day, rule, caller.moment.today));
    let reach = holidays.reach(due_until, rule);
    let mut run = PaymentRun {
        pay_day,
        due_until,
        total: Pence::ZERO,
        count: 0,
        held_back: Vec::new(),
        made_by: by,
        checked_by: None,
        approved_by: None,
        exported: None,
        handed: None,
        status: RunStatus::Draft,
    };
    for status in [InstalmentStatus::Planned, InstalmentStatus::Returned] {
        for payment in papers::until::<Instalment>(&mut write, status.code(), reach).await? {
            take_in(&mut write, (id, &mut run), payment).await?;
        }
    }
    super::invoices::take_in_due(&mut write, (id, &mut run), reach).await?;
    papers::insert(&mut write, id, &run).await?;
    let event = Event::of(&permit, format!("run {id}")).with("pay-day", pay_day).with("total", run.total.0);
    let event = if asked == pay_day { event } else { event.with("asked-for", asked) };
    write.commit(event.with("payments", run.count).with("held-back", run.held_back.len())).await?;
    Ok(id)
}

/// Takes one payment into a run, or says there why not.
async fn take_in(
    write: &mut Writing,
    (id, run): (RunId, &mut PaymentRun),
    mut payment: Stored<Instalment>,
) -> Result<(), ActionError> {
    let pays = PaymentFor::Instalment(InstalmentId(payment.id));
    let amount = payment.paper.total();
    let holding = papers::find::<MoneyHolding>(write, payment.paper.holding).await?.paper;
    let details: Vec<BankDetails> = papers::part_of::<BankDetails>(write, payment.paper.holding)
        .await?
        .into_iter()
        .map(|stored| stored.paper)
        .collect();
    let bank = in_force(&details, run.pay_day);
    let why = match bank {
        // what is owed is paid, also while everything else rests
        _ if !payment.paper.is_owed
            && (holding.status != HoldingStatus::Live || holding.rests_on(payment.paper.due)) =>
        {
            Some("holding-not-live")
        }
        None => Some("no-bank-details"),
        Some(_) => None,
    };
    let child = payment.paper.child;
    let (Some(bank), None) = (bank, why) else {
        let why = why.unwrap_or("no-bank-details").to_owned();
        run.held_back.push(HeldBack { child, pays, amount, why });
        return Ok(());
    };
    let line = RunLine {
        run: id,
        child,
        stream: payment.paper.stream.clone(),
        pays,
        due: payment.paper.due,
        parts: payment.paper.parts.iter().map(|part| (part.line, part.outcome, part.amount)).collect(),
        paid_to: PaidTo {
            name: bank.name.clone(),
            sort_code: bank.sort_code.clone(),
            account_number: bank.account_number.clone(),
            reference: reference(&payment.paper),
        },
        why: String::new(),
        answered_on: None,
        status: RunLineStatus::Ready,
    };
    if !becomes_due(write, &line, run.pay_day).await? {
        run.held_back.push(HeldBack { child, pays, amount, why: "not-enough".to_owned() });
        return Ok(());
    }
    payment.paper.status = InstalmentStatus::InRun;
    payment.paper.run = Some(id);
    papers::save(write, &payment).await?;
    add(write, run, &line).await
}

/// What the payee sees on their statement: letters and digits only, and nothing about the child.
fn reference(payment: &Instalment) -> String {
    format!("SEVENSTEPS {:02}{:04}", payment.due.month(), payment.due.year())
}

/// Adds a payment to a run.
pub(super) async fn add(write: &mut Writing, run: &mut PaymentRun, line: &RunLine) -> Result<(), ActionError> {
    run.total = run.total.plus(line.total()).ok_or_else(|| ActionError::rule("money-too-large"))?;
    run.count = run.count.saturating_add(1);
    let line_id: uuid::Uuid = write.id();
    papers::insert(write, line_id, line).await?;
    Ok(())
}

/// Money becomes due for a payment; false where the line has not so much left, and then nothing has moved.
pub(super) async fn becomes_due(write: &mut Writing, line: &RunLine, day: Date) -> Result<bool, ActionError> {
    let today = write.moment().today.min(day);
    let transfers = moves(write, line, ("due", Movement::FallDue), today);
    let mut ground = ledger::ground(write, &transfers).await?;
    match ground.take_all(transfers) {
        Ok(()) => {
            ledger::save(write, &ground).await?;
            Ok(true)
        }
        Err(seven_core::ledger::Refusal::NotEnough { .. }) => Ok(false),
        Err(refusal) => Err(refused(&refusal)),
    }
}

/// One transfer for each line of the plan that a payment is for.
fn moves(write: &Writing, line: &RunLine, (word, movement): (&str, Movement), day: Date) -> Vec<Transfer> {
    let transfer = |(piece, outcome, amount): &(seven_core::PieceId, Option<seven_core::PieceId>, Pence)| {
        let named = named(write).for_line(*piece, *outcome);
        let named = match line.pays {
            PaymentFor::Invoice(id) => named.shown_by(seven_core::EvidenceId(id.0)),
            PaymentFor::Instalment(_) => named,
        };
        Transfer::post(move_id(line, word, *piece), movement, line.child, &line.stream, *amount, day, named)
    };
    line.parts.iter().map(transfer).collect()
}

fn move_id(line: &RunLine, word: &str, piece: seven_core::PieceId) -> TransferId {
    let pays = match line.pays {
        PaymentFor::Instalment(id) => id.to_string(),
        PaymentFor::Invoice(id) => id.to_string(),
    };
    TransferId::of(&[word, &line.run.to_string(), &pays, &piece.to_string()])
}

/// Whoever put it together, or somebody else, has looked it through.
///
/// # Errors
/// Refused without [`Action::PreparePayments`]; rules as [`RunError`] says.
pub async fn check_run(caller: &Caller, run: RunId) -> Result<(), ActionError> {
    step(caller, Action::PreparePayments, run, RunStatus::Checked).await
}

/// A second person approves it.
///
/// # Errors
/// Refused without [`Action::ApprovePayments`]; rules as [`RunError`] says.
pub async fn approve_run(caller: &Caller, run: RunId) -> Result<(), ActionError> {
    step(caller, Action::ApprovePayments, run, RunStatus::Approved).await
}

async fn step(caller: &Caller, action: Action, id: RunId, to: RunStatus) -> Result<(), ActionError> {
    let permit = caller.permit(action).await?;
    let mut write = caller.writing(&permit).await?;
    change(caller, &mut write, id, to).await?;
    write.commit(Event::of(&permit, format!("run {id}")).with("status", to)).await?;
    Ok(())
}

async fn change(
    caller: &Caller,
    write: &mut Writing,
    id: RunId,
    to: RunStatus,
) -> Result<Stored<PaymentRun>, ActionError> {
    let by = actor(write)?;
    let mut run = papers::find::<PaymentRun>(write, id).await?;
    run.paper.change(to, by, caller.moment.today).map_err(|error| told(&error))?;
    papers::save(write, &run).await?;
    run.version += 1;
    Ok(run)
}

/// Hands it to the bank: every payment is pending until the bank has answered.
///
/// # Errors
/// Refused without [`Action::PreparePayments`]; rules where it is not approved, and where the bank could not read its files.
pub async fn export_run(caller: &Caller, id: RunId) -> Result<(), ActionError> {
    let permit = caller.permit(Action::PreparePayments).await?;
    let mut write = caller.writing(&permit).await?;
    let mut run = change(caller, &mut write, id, RunStatus::Exported).await?;
    let lines = papers::part_of::<RunLine>(&mut write, id).await?;
    run.paper.handed = super::files::hand_over(&mut write, id, &run.paper, &lines).await?;
    papers::save(&mut write, &run).await?;
    for mut line in lines {
        if line.paper.status == RunLineStatus::Ready {
            let pay = moves(&write, &line.paper, ("pay", Movement::Pay), caller.moment.today);
            post(&mut write, pay.into_iter().map(Transfer::pending).collect()).await?;
            line.paper.status = RunLineStatus::Sent;
            papers::save(&mut write, &line).await?;
            write.also(about(&permit, &line.paper, "sent"));
        }
    }
    let event = Event::of(&permit, format!("run {id}")).with("status", RunStatus::Exported);
    write.commit(event.with("total", run.paper.total.0)).await?;
    Ok(())
}

/// An entry in the child's own log, so that a family sees what was done with its money.
fn about(permit: &Permit, line: &RunLine, what: &str) -> Event {
    let event = Event { child: Some(line.child), ..Event::of(permit, format!("run {}", line.run)) };
    event.with("payment", what).with("amount", line.total().0)
}

/// Drops a run that the bank does not have: what was due is promised to its lines again.
///
/// # Errors
/// Refused without [`Action::PreparePayments`]; a rule where the bank has it.
pub async fn drop_run(caller: &Caller, id: RunId) -> Result<(), ActionError> {
    let permit = caller.permit(Action::PreparePayments).await?;
    let mut write = caller.writing(&permit).await?;
    change(caller, &mut write, id, RunStatus::Dropped).await?;
    for mut line in papers::part_of::<RunLine>(&mut write, id).await? {
        let back = moves(&write, &line.paper, ("call off", Movement::CallOff), caller.moment.today);
        post(&mut write, back).await?;
        line.paper.status = RunLineStatus::TakenOut;
        papers::save(&mut write, &line).await?;
        free(&mut write, &line.paper, InstalmentStatus::Planned, "").await?;
    }
    write.commit(Event::of(&permit, format!("run {id}")).with("status", RunStatus::Dropped)).await?;
    Ok(())
}

/// The bank has paid these of a run's payments, on a day; all that are still with it where none is named.
///
/// # Errors
/// Refused without [`Action::PreparePayments`]; a rule where one is not with the bank.
pub async fn bank_confirmed(
    caller: &Caller,
    id: RunId,
    which: Option<&[uuid::Uuid]>,
    on: Date,
) -> Result<usize, ActionError> {
    let permit = caller.permit(Action::PreparePayments).await?;
    let mut write = caller.writing(&permit).await?;
    let mut count = 0;
    for line in papers::part_of::<RunLine>(&mut write, id).await? {
        let is_meant = which.is_none_or(|ids| ids.contains(&line.id));
        if is_meant && line.paper.status == RunLineStatus::Sent {
            confirm_line(&mut write, &permit, line, on).await?;
            count += 1;
        }
    }
    let event = Event::of(&permit, format!("run {id}")).with("confirmed", count).with("on", on);
    write.commit(event).await?;
    Ok(count)
}

/// The bank has paid a payment that was with it.
pub(super) async fn confirm_line(
    write: &mut Writing,
    permit: &Permit,
    mut line: Stored<RunLine>,
    on: Date,
) -> Result<(), ActionError> {
    let pay = moves(write, &line.paper, ("pay", Movement::Pay), on);
    let settled = follow(write, &line.paper, &pay, ("paid", Step::Settle), on);
    post(write, settled).await?;
    if let PaymentFor::Invoice(_) = line.paper.pays {
        let spent = moves(write, &line.paper, ("spent", Movement::Spend), on);
        post(write, spent).await?;
    }
    line.paper.status = RunLineStatus::Confirmed;
    line.paper.answered_on = Some(on);
    papers::save(write, &line).await?;
    arrived(write, &line.paper, on).await?;
    crate::spending::catch_up(write, line.paper.child).await?;
    write.also(about(permit, &line.paper, "paid"));
    Ok(())
}

/// The bank has sent one payment back: its money is promised to its lines again, and it is paid in a later run.
///
/// # Errors
/// Refused without [`Action::PreparePayments`]; a rule where it is not with the bank; invalid without a reason.
pub async fn bank_returned(
    caller: &Caller,
    id: RunId,
    which: uuid::Uuid,
    (on, why): (Date, &str),
) -> Result<(), ActionError> {
    let permit = caller.permit(Action::PreparePayments).await?;
    let mut write = caller.writing(&permit).await?;
    if why.trim().is_empty() {
        return Err(ActionError::invalid("why", "empty"));
    }
    let line = papers::find::<RunLine>(&mut write, which).await?;
    if line.paper.run != id {
        return Err(StoreError::Missing("run_line").into());
    }
    return_line(&mut write, &permit, line, (on, why.trim())).await?;
    write.commit(Event::of(&permit, format!("run {id}")).with("returned", which)).await?;
    Ok(())
}

/// The bank has sent a payment back that was with it, or that it had paid.
pub(super) async fn return_line(
    write: &mut Writing,
    permit: &Permit,
    mut line: Stored<RunLine>,
    (on, why): (Date, &str),
) -> Result<(), ActionError> {
    let pay = moves(write, &line.paper, ("pay", Movement::Pay), on);
    let steps = match line.paper.status {
        RunLineStatus::Sent => follow(write, &line.paper, &pay, ("came back", Step::Release), on),
        // confirmed and sent back after all: an opposite entry, whatever year the payment was in
        RunLineStatus::Confirmed if matches!(line.paper.pays, PaymentFor::Instalment(_)) => {
            follow(write, &line.paper, &pay, ("taken back", Step::Correct), on)
        }
        _ => return Err(ActionError::rule("payment-not-sent")),
    };
    post(write, steps).await?;
    let back = moves(write, &line.paper, ("call off", Movement::CallOff), on);
    post(write, back).await?;
    line.paper.status = RunLineStatus::Returned;
    line.paper.answered_on = Some(on);
    line.paper.why = why.to_owned();
    papers::save(write, &line).await?;
    free(write, &line.paper, InstalmentStatus::Returned, why).await?;
    write.also(about(permit, &line.paper, "returned"));
    Ok(())
}

/// Settles, gives up or corrects each transfer of a payment.
fn follow(
    write: &Writing,
    line: &RunLine,
    pay: &[Transfer],
    (word, step): (&str, fn(TransferId) -> Step),
    day: Date,
) -> Vec<Transfer> {
    let why = |transfer: &Transfer| match step(transfer.id) {
        Step::Settle(_) => "",
        _ => "the bank sent this payment back",
    };
    let id = |transfer: &Transfer| transfer.named.line.map_or(transfer.id, |piece| move_id(line, word, piece));
    pay.iter().map(|transfer| transfer.follow(id(transfer), step, day, named(write).because(why(transfer)))).collect()
}

/// A payment has arrived.
async fn arrived(write: &mut Writing, line: &RunLine, on: Date) -> Result<(), ActionError> {
    match line.pays {
        PaymentFor::Instalment(id) => {
            let mut payment = papers::find::<Instalment>(write, id).await?;
            payment.paper.status = InstalmentStatus::Paid;
            payment.paper.paid_on = Some(on);
            papers::save(write, &payment).await?;
        }
        PaymentFor::Invoice(id) => super::invoices::paid(write, id, on).await?,
    }
    Ok(())
}

/// A payment is free for another run.
async fn free(write: &mut Writing, line: &RunLine, to: InstalmentStatus, why: &str) -> Result<(), ActionError> {
    match line.pays {
        PaymentFor::Instalment(id) => {
            let mut payment = papers::find::<Instalment>(write, id).await?;
            payment.paper.status = to;
            payment.paper.run = None;
            payment.paper.paid_on = None;
            payment.paper.note = why.to_owned();
            papers::save(write, &payment).await?;
        }
        PaymentFor::Invoice(id) => super::invoices::back(write, id, why).await?,
    }
    Ok(())
}

/// Ends a run that the bank has answered in full.
///
/// # Errors
/// Refused without [`Action::PreparePayments`]; a rule where the bank has not answered all.
pub async fn finish_run(caller: &Caller, id: RunId) -> Result<(), ActionError> {
    let permit = caller.permit(Action::PreparePayments).await?;
    let mut write = caller.writing(&permit).await?;
    let lines = papers::part_of::<RunLine>(&mut write, id).await?;
    PaymentRun::all_answered(lines.iter().map(|line| &line.paper)).map_err(|error| told(&error))?;
    change(caller, &mut write, id, RunStatus::Answered).await?;
    write.commit(Event::of(&permit, format!("run {id}")).with("status", RunStatus::Answered)).await?;
    Ok(())
}

fn told(error: &RunError) -> ActionError {
    match error {
        RunError::NotFromHere(from, to) => {
            let problem = Problem::new("", "run-not-from-here");
            ActionError::Rule(problem.with("from", from.code()).with("to", to.code()))
        }
        RunError::SamePerson => ActionError::rule("run-same-person"),
        RunError::Empty => ActionError::rule("run-empty"),
        RunError::Unanswered(count) => {
            ActionError::Rule(Problem::new("", "run-unanswered").with("count", count.to_string()))
        }
    }
}
