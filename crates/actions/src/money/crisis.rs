//! Money in a crisis, the same day: from what is kept back, within the limit of whoever gives it, promised to a line of the plan
//! and due at once where money is paid out. The family and those who lead the support are told.

use jiff::civil::Date;
use seven_core::access::Action;
use seven_core::agreement::Limit;
use seven_core::audit::Event;
use seven_core::budget::read_reasons;
use seven_core::ledger::{AccountKind, Movement, Owner, Transfer};
use seven_core::money::crisis::{bound, given_lately, still_open};
use seven_core::money::holding::HoldingStatus;
use seven_core::money::schedule::{InstalmentStatus, PartFor};
use seven_core::money::told::Told;
use seven_core::money::{Instalment, MoneyHolding};
use seven_core::plan::money::Holding;
use seven_core::plan::pattern::Stretch;
use seven_core::settings::Settings;
use seven_core::{HoldingId, InstalmentId, Pence, PersonId, PieceId, TransferId};
use store::ledger::Strand;
use store::papers::{self, Stored};
use store::{Query, Writing, agreement_limits, authorities, ledger};

use super::told::{family, tell, workers};
use super::{MoneyView, actor, named, post};
use crate::{ActionError, Caller, Problem};

/// What somebody gives in a crisis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InCrisis {
    /// Of one form: the same given twice is given once.
    pub once: TransferId,
    /// Out of which stream.
    pub stream: String,
    /// How much.
    pub amount: Pence,
    /// For which line of the plan; none where the council arranges something beside it.
    pub line: Option<PieceId>,
    /// Why.
    pub why: String,
}

/// What can be given in a stream today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    /// The stream.
    pub stream: String,
    /// What is kept back there.
    pub kept_back: Pence,
    /// What whoever asks may still give this child; none without a limit.
    pub within: Option<Pence>,
}

/// What the caller may give a child today, stream by stream.
///
/// # Errors
/// What the database says.
pub async fn open_in_crisis(
    at: &mut impl Query,
    view: &MoneyView,
    (person, everybody): (PersonId, Pence),
) -> Result<Vec<Open>, ActionError> {
    let limits: Vec<Limit> = agreement_limits::all(at).await?.into_iter().map(|one| one.limit).collect();
    let given = given_lately(&view.entries, view.today);
    let mut all = Vec::new();
    for one in &view.streams {
        let strand = Strand { owner: Owner::Authority, stream: one.stream.clone() };
        let balances = ledger::balances_of(at, &strand).await?;
        let kept = balances.iter().find(|(account, _)| account.kind == AccountKind::Contingency);
        let bound = bound(&limits, (person, &one.stream), view.today, everybody);
        all.push(Open {
            stream: one.stream.clone(),
            kept_back: kept.map(|(_, balance)| balance.free()).unwrap_or_default(),
            within: still_open(bound, given),
        });
    }
    Ok(all)
}

/// Gives a child money from what is kept back, the same day.
///
/// # Errors
/// Refused without [`Action::UseContingency`]; rules where it is more than the caller may give or than is kept back; invalid
/// for reasons that are none.
pub async fn give_in_crisis(caller: &Caller, child: PersonId, new: InCrisis) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::UseContingency, child).await?;
    let mut write = caller.writing(&permit).await?;
    let by = actor(&write)?;
    let why = read_reasons(&new.why).map_err(|_| ActionError::invalid("why", "reasons-short"))?;
    let today = caller.moment.today;
    let view = MoneyView::load(&mut write, child, today).await?;
    if view.entries.iter().any(|entry| entry.id == new.once) {
        return Ok(());
    }
    within(&mut write, &view, by, &new).await?;
    let stream = view.streams.iter().find(|one| one.stream == new.stream);
    let line = match (new.line, stream) {
        (None, _) => None,
        (Some(line), Some(stream)) => {
            let found = stream.lines.iter().find(|one| one.line == line);
            Some((line, found.ok_or_else(|| ActionError::invalid("line", "choose-from-the-list"))?.outcome))
        }
        (Some(_), None) => return Err(ActionError::invalid("line", "choose-from-the-list")),
    };
    let named = named(&write).because(&why);
    let mut transfers = vec![Transfer::post(
        new.once,
        Movement::AllocateFromContingency,
        child,
        &new.stream,
        new.amount,
        today,
        named.clone(),
    )];
    if let Some((line, outcome)) = line {
        let id = TransferId::of(&["in a crisis", &new.once.to_string()]);
        let named = named.for_line(line, outcome);
        transfers.push(Transfer::post(id, Movement::Commit, child, &new.stream, new.amount, today, named));
    }
    post(&mut write, transfers).await?;
    if let (Some((line, outcome)), Some(held)) = (line, stream.and_then(|one| one.holding.as_ref())) {
        let part = PartFor { line, outcome, amount: new.amount };
        due_at_once(&mut write, held, part, today, &why).await?;
    }
    let to = family(&mut write, child, caller.moment).await?;
    tell(caller, &mut write, Told::Crisis, &to).await?;
    let to = workers(&mut write, child, caller.moment).await?;
    tell(caller, &mut write, Told::CrisisAtWork, &to).await?;
    let event = Event::of(&permit, format!("contingency of {}", new.stream)).with("amount", new.amount.0);
    write.commit(event.with("entry", new.once)).await?;
    Ok(())
}

/// Whether it is within what the caller may give.
async fn within(write: &mut Writing, view: &MoneyView, by: PersonId, new: &InCrisis) -> Result<(), ActionError> {
    let settings = Settings::read(&authorities::settings(write).await?);
    let limits: Vec<Limit> = agreement_limits::all(write).await?.into_iter().map(|one| one.limit).collect();
    let bound = bound(&limits, (by, &new.stream), view.today, Pence(settings.crisis_limit_pence.max(0)));
    match still_open(bound, given_lately(&view.entries, view.today)) {
        Some(open) if new.amount > open => {
            let problem = Problem::new("", "crisis-above-limit").with("open", open.to_string());
            Err(ActionError::Rule(problem.with("amount", new.amount.to_string())))
        }
        _ => Ok(()),
    }
}

/// A payment more, due today, where money is being paid out.
async fn due_at_once(
    write: &mut Writing,
    held: &Stored<MoneyHolding>,
    part: PartFor,
    today: Date,
    why: &str,
) -> Result<(), ActionError> {
    let paper = &held.paper;
    if paper.way == Holding::CouncilManaged || paper.status != HoldingStatus::Live {
        return Ok(());
    }
    let holding = HoldingId(held.id);
    let there = papers::part_of::<Instalment>(write, holding).await?;
    let number = there.iter().map(|one| one.paper.number).max().unwrap_or(0).saturating_add(1);
    let payment = Instalment {
        child: paper.child,
        holding,
        stream: paper.stream.clone(),
        number,
        due: today,
        covers: Stretch { from: today, until: paper.stretch.until.max(today) },
        parts: vec![part],
        run: None,
        paid_on: None,
        is_owed: false,
        note: why.to_owned(),
        status: InstalmentStatus::Planned,
    };
    let id: InstalmentId = write.id();
    Ok(papers::insert(write, id, &payment).await?)
}
