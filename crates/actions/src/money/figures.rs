//! Figures for finance, auditors and commissioners: a financial year over all children, stream by stream.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;
use seven_core::access::Action;
use seven_core::ledger::{FinancialYear, StreamTrial, Transfer};
use seven_core::money::bridge::BridgeStatus;
use seven_core::money::figures::{OutcomeCost, Punctuality, Recoveries, by_outcome, to_the_first_payment};
use seven_core::money::forecast::{Forecast, year_end};
use seven_core::money::holding::HoldingStatus;
use seven_core::money::{Bridge, Instalment, MoneyCase, MoneyHolding};
use seven_core::plan::money::Holding;
use seven_core::{HoldingId, Pence, PersonId};
use store::papers::{self, Stored};
use store::spending::statements;
use store::{Reading, ledger, plan_pieces};

use crate::{ActionError, Caller};

/// A statement is awaited so many months after the last day of the newest.
pub const STATEMENT_MONTHS: i64 = 3;

/// One stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StreamFigures {
    /// The stream.
    pub stream: String,
    /// What its accounts hold today.
    pub trial: StreamTrial,
    /// What will have been spent at the end of the year; none with less than two whole months of spending.
    pub forecast: Option<Forecast>,
    /// What is still to be paid on fixed days in the year, and what rests of it.
    pub to_come: Pence,
    /// What rests.
    pub resting: Pence,
}

/// The figures of a financial year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// The year.
    pub year: FinancialYear,
    /// Stream by stream.
    pub streams: Vec<StreamFigures>,
    /// How punctual its payments were.
    pub punctuality: Punctuality,
    /// What was asked back in it.
    pub recoveries: Recoveries,
    /// Days to the first payment, of direct payments and funds, in order.
    pub first_payment: Vec<i32>,
    /// Direct payments that are being paid.
    pub direct_payments: usize,
    /// Those of them whose children's newest statement is older than three months, or missing.
    pub without_statement: usize,
    /// Money that goes on without a new plan, stream by stream: how many children, and what was given for it.
    pub between: BTreeMap<String, (usize, Pence)>,
    /// What outcomes cost in the year.
    pub outcomes: BTreeMap<String, OutcomeCost>,
}

/// Works them out.
///
/// # Errors
/// Refused without [`Action::ViewBooks`].
pub async fn figures(caller: &Caller, year: FinancialYear) -> Result<Figures, ActionError> {
    caller.permit(Action::ViewBooks).await?;
    let today = caller.moment.today;
    let mut reading = caller.reading().await?;
    // what is spent at this pace is told of the year that it is now, whichever is looked at
    let now = FinancialYear::of(today);
    let entries = ledger::between(&mut reading, year.first(), year.last()).await?;
    let of_now =
        if now == year { entries.clone() } else { ledger::between(&mut reading, now.first(), now.last()).await? };
    let trial = ledger::trial_balance(&mut reading).await?;
    let payments = papers::between::<Instalment>(&mut reading, year.first(), year.last()).await?;
    let payments: Vec<Instalment> = payments.into_iter().map(|one| one.paper).collect();
    let all_payments = papers::between::<Instalment>(&mut reading, Date::MIN, Date::MAX).await?;
    let all_payments: Vec<Instalment> = all_payments.into_iter().map(|one| one.paper).collect();
    let cases = papers::between::<MoneyCase>(&mut reading, Date::MIN, Date::MAX).await?;
    let own_cases = cases.iter().map(|case| &case.paper).filter(|case| year.holds(case.opened.1));
    let holdings = holdings(&mut reading).await?;
    let opened = |one: &Stored<MoneyHolding>| (HoldingId(one.id), caller.day_of(one.made_at));
    let (direct_payments, without_statement) = statements_awaited(&mut reading, &holdings, today).await?;
    let framework = plan_pieces::frameworks(&mut reading).await?;
    let stretch = (year.first(), year.last());
    let streams = trial.streams.into_iter().map(|(stream, trial)| of_stream(stream, trial, &of_now, &payments, today));
    Ok(Figures {
        year,
        streams: streams.collect(),
        punctuality: Punctuality::of(&payments, today),
        recoveries: Recoveries::of(own_cases),
        first_payment: to_the_first_payment(holdings.iter().map(opened), &all_payments),
        direct_payments,
        without_statement,
        between: between(&mut reading).await?,
        outcomes: by_outcome(&entries, stretch, &framework),
    })
}

fn of_stream(
    stream: String,
    trial: StreamTrial,
    entries: &[Transfer],
    payments: &[Instalment],
    today: Date,
) -> StreamFigures {
    use seven_core::money::schedule::InstalmentStatus::{InRun, Planned, Resting, Returned};
    let sum = |statuses: &[seven_core::money::schedule::InstalmentStatus]| {
        let own = payments.iter().filter(|one| one.stream == stream && statuses.contains(&one.status));
        Pence(own.fold(0, |sum, one| sum.saturating_add(one.total().0)))
    };
    StreamFigures {
        forecast: year_end(&stream, entries, today, None),
        to_come: sum(&[Planned, InRun, Returned]),
        resting: sum(&[Resting]),
        stream,
        trial,
    }
}

/// Money that goes on without a new plan.
async fn between(at: &mut Reading) -> Result<BTreeMap<String, (usize, Pence)>, ActionError> {
    let mut all: BTreeMap<String, (usize, Pence)> = BTreeMap::new();
    for one in papers::until::<Bridge>(at, BridgeStatus::Open.code(), Date::MAX).await? {
        let (count, sum) = all.entry(one.paper.stream.clone()).or_default();
        *count = count.saturating_add(1);
        *sum = Pence(sum.0.saturating_add(one.paper.total().0));
    }
    Ok(all)
}

/// Every holding that pays, or has paid.
async fn holdings(at: &mut Reading) -> Result<Vec<Stored<MoneyHolding>>, ActionError> {
    let mut all = Vec::new();
    for status in HoldingStatus::ALL {
        all.extend(papers::until::<MoneyHolding>(at, status.code(), Date::MAX).await?);
    }
    Ok(all)
}

/// Direct payments that are being paid, and those of them that wait for a statement.
async fn statements_awaited(
    at: &mut Reading,
    holdings: &[Stored<MoneyHolding>],
    today: Date,
) -> Result<(usize, usize), ActionError> {
    let newest = statements::newest_days(at).await?;
    let live = holdings.iter().map(|one| &one.paper);
    let paid = live.filter(|one| one.way == Holding::DirectPayment && one.status == HoldingStatus::Live);
    let children: BTreeSet<PersonId> = paid.map(|one| one.child).collect();
    let since = today.saturating_sub(STATEMENT_MONTHS.months());
    let waits = children.iter().filter(|child| newest.get(child).is_none_or(|until| *until < since)).count();
    Ok((children.len(), waits))
}
