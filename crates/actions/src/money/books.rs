//! The authority's books: closing a year, taking them out, and the end of a plan.

use jiff::civil::Date;
use seven_core::access::{Action, Permit};
use seven_core::audit::Event;
use seven_core::ledger::export::{ExportRow, rows};
use seven_core::ledger::statement::{by_line, of};
use seven_core::ledger::{AccountKind, CloseRefusal, FinancialYear, Movement, Owner, TrialBalance, csv};
use seven_core::money::earmark::{EarmarkStatus, KeptWhere};
use seven_core::money::holding::HoldingStatus;
use seven_core::money::run::RunStatus;
use seven_core::money::sample::{Drawn, draw};
use seven_core::money::schedule::InstalmentStatus;
use seven_core::money::year_end::{LeftOfPlan, at_the_end, carried};
use seven_core::money::{Earmark, Instalment, MoneyHolding, PaymentRun};
use seven_core::plan::money::LeftOver;
use seven_core::plan::piece::Body;
use seven_core::settings::Settings;
use seven_core::{EarmarkId, HoldingId, Pence, PersonId};
use store::ledger::{EntryFilter, Found, Strand};
use store::{Query, StoreError, Writing, agreements, authorities, ledger, papers};

use super::spend::holdings;
use super::{named, post};
use crate::{ActionError, Caller, Problem};

/// How all accounts stand together.
///
/// # Errors
/// Refused without [`Action::ViewBooks`].
pub async fn trial_balance(caller: &Caller) -> Result<TrialBalance, ActionError> {
    caller.permit(Action::ViewBooks).await?;
    Ok(ledger::trial_balance(&mut caller.reading().await?).await?)
}

/// The streams of which money is in the books.
///
/// # Errors
/// What the database says.
pub async fn trial_balance_streams(at: &mut impl Query) -> Result<Vec<String>, StoreError> {
    Ok(ledger::trial_balance(at).await?.streams.into_keys().collect())
}

/// Closes a financial year: nothing is posted into it any more.
///
/// # Errors
/// Refused without [`Action::CloseBooks`]; rules where it is not over, closed, or an earlier one is open, and where the books
/// do not balance.
pub async fn close_year(caller: &Caller, year: FinancialYear) -> Result<(), ActionError> {
    let permit = caller.permit(Action::CloseBooks).await?;
    let mut write = caller.writing(&permit).await?;
    let closed = ledger::closed_until(&mut write).await?;
    let until = year.close(closed, caller.moment.today).map_err(|refusal| {
        ActionError::Rule(match refusal {
            CloseRefusal::NotOver(day) => Problem::new("", "year-not-over").with("day", day.to_string()),
            CloseRefusal::Closed(day) => Problem::new("", "year-closed").with("day", day.to_string()),
            CloseRefusal::EarlierOpen(day) => Problem::new("", "year-earlier-open").with("day", day.to_string()),
        })
    })?;
    if !ledger::trial_balance(&mut write).await?.balances() {
        return Err(ActionError::rule("books-do-not-balance"));
    }
    let carried = carry_over(&mut write, &permit, year).await?;
    ledger::close(&mut write, year, until).await?;
    let event = Event::of(&permit, format!("year {}", year.name())).with("closed-until", until);
    write.commit(event.with("carried", carried.0)).await?;
    Ok(())
}

/// What children have that is promised to nothing goes over the end of a year with them: out on its last day, in on the next.
async fn carry_over(write: &mut Writing, permit: &Permit, year: FinancialYear) -> Result<Pence, ActionError> {
    let (last, first) = (year.last(), year.next().first());
    let at_the_end = ledger::held_on(write, last).await?;
    let (mut all, named) = (Pence::ZERO, named(write));
    for ((child, stream), held) in at_the_end {
        let strand = Strand { owner: Owner::Child(child), stream: stream.clone() };
        // some of it may have been promised since
        let now = of(&holdings(write, &strand).await?, AccountKind::Available);
        let there = Pence(of(&held, AccountKind::Available).0.min(now.0));
        let transfers = carried((child, &stream), there, (last, first), &named);
        if transfers.is_empty() {
            continue;
        }
        post(write, transfers).await?;
        let event = Event { child: Some(child), ..Event::of(permit, format!("year {}", year.name())) };
        write.also(event.with("carried", there.0).with("stream", &stream));
        all = Pence(all.0.saturating_add(there.0));
    }
    Ok(all)
}

/// What stands in the way of closing a year, or deserves a look before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BeforeClosing {
    /// The year that is to be closed next.
    pub year: FinancialYear,
    /// Why it cannot be closed yet, by the rule.
    pub refusal: Option<CloseRefusal>,
    /// Whether the books balance.
    pub balances: bool,
    /// Runs that the bank has not answered in full, whose pay day is in the year: an answer cannot be booked into it later.
    pub unanswered: usize,
    /// Payments that were due in the year and have not arrived.
    pub overdue: usize,
}

/// The year that is to be closed next, and what stands in its way.
///
/// # Errors
/// Refused without [`Action::ViewBooks`].
pub async fn before_closing(caller: &Caller) -> Result<BeforeClosing, ActionError> {
    caller.permit(Action::ViewBooks).await?;
    let mut reading = caller.reading().await?;
    let closed = ledger::closed_until(&mut reading).await?;
    let today = caller.moment.today;
    let year = match closed {
        Some(day) => FinancialYear::of(day).next(),
        // the first year with an entry, else this one
        None => FinancialYear::of(ledger::first_day(&mut reading).await?.unwrap_or(today)),
    };
    let runs = papers::between::<PaymentRun>(&mut reading, year.first(), year.last()).await?;
    let late = [InstalmentStatus::Planned, InstalmentStatus::InRun, InstalmentStatus::Returned];
    let payments = papers::between::<Instalment>(&mut reading, year.first(), year.last().min(today)).await?;
    Ok(BeforeClosing {
        year,
        refusal: year.close(closed, today).err(),
        balances: ledger::trial_balance(&mut reading).await?.balances(),
        unanswered: runs.iter().filter(|run| run.paper.status == RunStatus::Exported).count(),
        overdue: payments.iter().filter(|one| late.contains(&one.paper.status) && one.paper.due < today).count(),
    })
}

/// Entries that are looked for, a page of them; that somebody looked is on record.
///
/// # Errors
/// Refused without [`Action::ViewEntries`].
pub async fn entries(caller: &Caller, filter: &EntryFilter, page: (i64, i64)) -> Result<Found, ActionError> {
    caller.permit(Action::ViewEntries).await?;
    Ok(ledger::filtered(&mut caller.reading().await?, filter, page).await?)
}

/// A sample of the entries of some days, drawn by risk with a seed.
///
/// # Errors
/// Refused without [`Action::ViewEntries`]; invalid without a seed, or for a stretch that ends before it begins.
pub async fn audit_sample(
    caller: &Caller,
    seed: &str,
    (from, until): (Date, Date),
    size: usize,
) -> Result<Vec<Drawn>, ActionError> {
    caller.permit(Action::ViewEntries).await?;
    if seed.trim().is_empty() {
        return Err(ActionError::invalid("seed", "empty"));
    }
    if until < from {
        return Err(ActionError::invalid("until", "day-backwards"));
    }
    let entries = ledger::between(&mut caller.reading().await?, from, until).await?;
    Ok(draw(seed.trim(), entries, size))
}

/// Rows for the authority's general ledger, under its own cost codes.
///
/// # Errors
/// Refused without [`Action::CloseBooks`]; a rule that names accounts without a code.
pub async fn export_rows(caller: &Caller, from: Date, until: Date) -> Result<Vec<ExportRow>, ActionError> {
    let permit = caller.permit(Action::CloseBooks).await?;
    let mut write = caller.writing(&permit).await?;
    let settings = Settings::read(&authorities::settings(&mut write).await?);
    let entries = ledger::between(&mut write, from, until).await?;
    let told = rows(&settings.cost_codes, (from, until), &entries).map_err(|missing| {
        let named: Vec<String> = missing.0.iter().map(|(stream, account)| format!("{stream} {account}")).collect();
        ActionError::Rule(Problem::new("", "cost-codes-missing").with("accounts", named.join(", ")))
    })?;
    write.commit(Event::of(&permit, "export of the books").with("from", from).with("until", until)).await?;
    Ok(told)
}

/// All entries as CSV: with it anybody can hold the books against themselves, without this program's database.
///
/// # Errors
/// Refused without [`Action::CloseBooks`].
pub async fn entries_as_csv(caller: &Caller) -> Result<String, ActionError> {
    let permit = caller.permit(Action::CloseBooks).await?;
    let mut write = caller.writing(&permit).await?;
    let mut text = csv::heading();
    for entry in ledger::all(&mut write).await? {
        text.push('\n');
        text.push_str(&csv::row(&entry));
    }
    text.push('\n');
    write.commit(Event::of(&permit, "entries of the books")).await?;
    Ok(text)
}

/// The plan is over: what it promised and did not use goes where the plan said. What a family holds stays with it. Returns what
/// the plan's lines did not use.
///
/// # Errors
/// Refused without [`Action::ArrangeMoney`]; a rule before the plan's last day.
pub async fn end_of_plan(caller: &Caller, child: PersonId, holding: HoldingId) -> Result<Pence, ActionError> {
    let permit = caller.permit_for(Action::ArrangeMoney, child).await?;
    let mut write = caller.writing(&permit).await?;
    let mut held = super::arrange::load(&mut write, child, holding, None).await?;
    let today = caller.moment.today;
    if today <= held.paper.stretch.until {
        return Err(ActionError::rule("plan-not-over"));
    }
    let own: Vec<_> = super::view::lines_in(&mut write, &held.paper).await?.into_iter().map(|(line, _)| line).collect();
    let MoneyHolding { plan, stream, .. } = held.paper.clone();
    let asked = agreements::of_plan(&mut write, plan).await?;
    let signed = asked.into_iter().find(|one| one.signatures.are_complete());
    let pieces = signed.map(|one| one.pieces).unwrap_or_default();
    let wish = pieces.iter().find_map(|piece| match &piece.body {
        Body::Savings(savings) if savings.stream == stream => Some(savings.clone()),
        _ => None,
    });
    let entries = ledger::of_child(&mut write, child).await?;
    let lines = by_line(&stream, &entries);
    let committed =
        own.into_iter().filter_map(|line| Some((line, of(lines.get(&Some(line))?, AccountKind::Committed)))).collect();
    let strand = Strand { owner: Owner::Child(child), stream: stream.clone() };
    let left = LeftOfPlan {
        child,
        plan,
        stream: stream.clone(),
        committed,
        held: holdings(&mut write, &strand).await?,
        left_over: wish.as_ref().map_or(LeftOver::RollOver, |wish| wish.left_over),
        for_what: wish.as_ref().map_or_else(String::new, |wish| wish.for_what.clone()),
    };
    let (transfers, kept) = at_the_end(&left, today, &named(&write));
    // what was freed of the lines is what the plan did not use
    let unused = transfers.iter().filter(|transfer| transfer.movement == Movement::Free);
    let moved = Pence(unused.fold(0, |sum, transfer| sum.saturating_add(transfer.amount.0)));
    post(&mut write, transfers).await?;
    if kept > Pence::ZERO {
        let until = wish.and_then(|wish| wish.until).unwrap_or_else(|| FinancialYear::of(today).next().last());
        let (status, kept_where) = (EarmarkStatus::Kept, KeptWhere::Authority);
        let earmark = Earmark { child, stream, for_what: left.for_what, amount: kept, until, kept: kept_where, status };
        let id: EarmarkId = write.id();
        papers::insert(&mut write, id, &earmark).await?;
    }
    if held.paper.change(HoldingStatus::Ended, None).is_ok() {
        papers::save(&mut write, &held).await?;
    }
    let event = Event::of(&permit, format!("holding {holding}")).with("left-over", left.left_over);
    write.commit(event.with("moved", moved.0)).await?;
    Ok(moved)
}
