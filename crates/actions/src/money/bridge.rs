//! Money between two plans: it goes on month by month until the next plan is signed or somebody with the right ends it, somebody
//! looks at it by a day, and what was paid in the meantime counts towards the plan that follows.

use std::collections::BTreeMap;

use jiff::civil::Date;
use seven_core::access::{Action, Permit};
use seven_core::audit::Event;
use seven_core::ledger::Owner;
use seven_core::life::{Moving, Ongoing};
use seven_core::money::bridge::{AHEAD_DAYS, BridgeError, BridgeStatus, CLOCKS, LATEST_DAYS, Rate, Step};
use seven_core::money::holding::HoldingStatus;
use seven_core::money::schedule::{InstalmentStatus, ToPay, days, parts_on};
use seven_core::money::told::Told;
use seven_core::money::uplift::{Reached, raised};
use seven_core::money::{Bridge, Instalment, MoneyHolding, Uplift, UpliftAward};
use seven_core::plan::PlanStatus;
use seven_core::plan::money::Holding;
use seven_core::plan::pattern::Stretch;
use seven_core::plan::piece::supports;
use seven_core::review::clock;
use seven_core::{BridgeId, HoldingId, InstalmentId, Pence, PersonId, PieceId};
use store::ledger::Strand;
use store::papers::{self, Stored};
use store::{Query, Reading, StoreError, Writing, agreements, ledger, plans};

use super::follow::{is_open, rhythm};
use super::told::{family, tell, workers};
use super::{actor, named, post};
use crate::life::stops;
use crate::plan::PlanView;
use crate::{ActionError, Caller, Problem};

/// Makes money ready to go on wherever a plan ends soon, or ended, and the next is not signed. Says for how many; `dry` counts
/// and changes nothing.
///
/// # Errors
/// Refused without [`Action::KeepSystem`]; what the database says.
pub async fn go_on_between_plans(caller: &Caller, dry: bool) -> Result<usize, ActionError> {
    let permit = caller.permit(Action::KeepSystem).await?;
    prepare(caller, &permit, dry).await
}

/// The same as a part of something else, such as putting a payment run together.
pub(super) async fn prepare(caller: &Caller, permit: &Permit, dry: bool) -> Result<usize, ActionError> {
    super::other_way::begin_today(caller, permit, dry).await?;
    let mut reading = caller.reading().await?;
    let ending = ending(&mut reading, caller.moment.today).await?;
    drop(reading);
    let mut count = 0;
    for holding in ending {
        let mut write = caller.writing(permit).await?;
        if let Some(event) = of_holding(caller, &mut write, permit, holding).await? {
            count += 1;
            if !dry {
                write.commit(event).await?;
            }
        }
    }
    Ok(count)
}

/// Holdings whose money ends soon.
async fn ending(at: &mut Reading, today: Date) -> Result<Vec<HoldingId>, ActionError> {
    let soon = today.saturating_add(jiff::Span::new().days(AHEAD_DAYS));
    let latest = today.saturating_sub(jiff::Span::new().days(LATEST_DAYS));
    let mut all = Vec::new();
    for status in [HoldingStatus::Live, HoldingStatus::Suspended, HoldingStatus::SetUp] {
        for held in papers::until::<MoneyHolding>(at, status.code(), today).await? {
            let has_begun = status != HoldingStatus::SetUp || held.paper.way == Holding::CouncilManaged;
            let pays = has_begun && !held.paper.waits();
            if pays && held.paper.stretch.until < soon && held.paper.stretch.until >= latest {
                all.push(HoldingId(held.id));
            }
        }
    }
    Ok(all)
}

/// The money of one holding goes on; nothing where it has no need to.
async fn of_holding(
    caller: &Caller,
    write: &mut Writing,
    permit: &Permit,
    id: HoldingId,
) -> Result<Option<Event>, ActionError> {
    let today = caller.moment.today;
    let mut held = papers::find::<MoneyHolding>(write, id).await?;
    let child = held.paper.child;
    if stops(write, child, Ongoing::PlannedPayment).await? {
        return Ok(None);
    }
    let known = of(write, &held).await?;
    let is_new = known.is_none();
    let (bridge_id, mut bridge) = match known {
        Some(known) => (BridgeId(known.id), known),
        None => {
            let ids = ((child, id), (held.paper.plan, held.paper.stretch.until));
            let paper = Bridge::begin(ids.0, &held.paper.stream, ids.1, (today, look_days(CLOCKS[0])?));
            let id: BridgeId = write.id();
            (id, Stored { id: id.0, paper, made_by: permit.actor(), made_at: write.moment().at, version: 1 })
        }
    };
    let follows = follows(write, &bridge.paper).await?;
    let last = moves_after(write, child).await?;
    let ends = [follows, last].into_iter().flatten().min();
    let rates = rates(write, &held.paper).await?;
    let mut steps = 0;
    let ground = named(write);
    while let Some(stretch) = bridge.paper.next(today, ends).filter(|_| !rates.is_empty()) {
        let rates = rates_in(&rates, stretch);
        post(write, bridge.paper.step(stretch, &rates, (today, &ground))).await?;
        if let Some(step) = bridge.paper.steps.last() {
            pay_in(write, &held, step).await?;
        }
        held.paper.stretch.until = stretch.until;
        steps += 1;
    }
    let is_followed = follows.is_some() && bridge.paper.status == BridgeStatus::Open && !is_new;
    if is_followed {
        bridge.paper.status = BridgeStatus::Followed;
    }
    match (is_new, steps > 0) {
        (true, false) => return Ok(None),
        (true, true) => {
            papers::insert(write, bridge_id, &bridge.paper).await?;
            let to = family(write, child, caller.moment).await?;
            tell(caller, write, Told::Between, &to).await?;
            let to = workers(write, child, caller.moment).await?;
            tell(caller, write, Told::BetweenAtWork, &to).await?;
        }
        (false, true) => papers::save(write, &bridge).await?,
        (false, false) if is_followed => papers::save(write, &bridge).await?,
        (false, false) => return Ok(None),
    }
    if steps > 0 {
        papers::save(write, &held).await?;
    }
    let event = Event { child: Some(child), ..Event::of(permit, format!("money between plans {bridge_id}")) };
    Ok(Some(event.with("goes-on-until", bridge.paper.until()).with("status", bridge.paper.status)))
}

/// The money between plans of a holding and the plan that it is by.
pub(super) async fn of(
    at: &mut impl Query,
    held: &Stored<MoneyHolding>,
) -> Result<Option<Stored<Bridge>>, ActionError> {
    let all = papers::part_of::<Bridge>(at, held.id).await?;
    Ok(all.into_iter().find(|one| one.paper.plan == held.paper.plan))
}

/// So many days a clock gives.
pub(super) fn look_days(clock: &str) -> Result<u16, ActionError> {
    let pack = clock::known().map_err(|error| ActionError::Outside(error.to_string()))?;
    pack.look_days(clock).ok_or_else(|| ActionError::Outside(format!("the clock `{clock}` is missing")))
}

/// The first day of the plan that follows, where one is signed.
async fn follows(at: &mut impl Query, bridge: &Bridge) -> Result<Option<Date>, ActionError> {
    let all = plans::of_child(at, bridge.child).await?;
    let counts = |plan: &&plans::StoredPlan| {
        let is_signed = matches!(plan.status, PlanStatus::Signed | PlanStatus::Replaced);
        is_signed && plan.id != bridge.plan && plan.stretch.from > bridge.plan_until
    };
    Ok(all.iter().filter(counts).map(|plan| plan.stretch.from).min())
}

/// The first day on which the child lives elsewhere, where that is known: nothing goes on beyond it.
async fn moves_after(at: &mut impl Query, child: PersonId) -> Result<Option<Date>, ActionError> {
    let all = papers::of_child::<Moving>(at, child).await?;
    let away = all.iter().filter(|one| one.paper.undone.is_none()).map(|one| one.paper.last_day).min();
    Ok(away.and_then(|last| last.tomorrow().ok()))
}

/// What each line of the plan that ends costs in its time, with every change of rates; until its stream ends, where it does.
async fn rates(write: &mut Writing, held: &MoneyHolding) -> Result<Vec<(Rate, Option<Date>)>, ActionError> {
    let asked = agreements::of_plan(write, held.plan).await?;
    let Some(signed) = asked.into_iter().find(|one| one.signatures.are_complete()) else { return Ok(Vec::new()) };
    let without = signed.decision.as_ref().map(|decision| decision.without.clone()).unwrap_or_default();
    let view = PlanView::load(write, held.child, held.plan).await?;
    let summary = view.summed(&signed.pieces)?;
    let ends = view.settings.stream_ends.iter().find(|(stream, _)| *stream == held.stream).map(|(_, end)| *end);
    let mut raises = Vec::new();
    for award in papers::of_child::<UpliftAward>(write, held.child).await? {
        let award = award.paper;
        if award.stream == held.stream && award.reached == Reached::Raised && award.from >= held.stretch.from {
            raises.push(papers::find::<Uplift>(write, award.uplift).await?.paper.basis_points);
        }
    }
    let own = supports(&signed.pieces).filter(|(piece, line)| {
        line.stream() == Some(held.stream.as_str()) && !without.contains(piece) && !line.pattern.is_one_off()
    });
    let mut all = Vec::new();
    for (piece, line) in own {
        let Some(cost) = summary.cost_of(piece) else { continue };
        // what was over before the plan was does not begin again
        if cost.stretch.until < view.plan.stretch.until {
            continue;
        }
        let raised = raises.iter().try_fold(cost.cost, |sum, basis_points| raised(sum, *basis_points));
        let amount = raised.ok_or_else(|| ActionError::rule("money-too-large"))?;
        let outcome = line.outcomes.first().copied();
        all.push((Rate { line: piece, outcome, amount, days: cost.stretch.length() }, ends));
    }
    Ok(all)
}

fn rates_in(rates: &[(Rate, Option<Date>)], stretch: Stretch) -> Vec<Rate> {
    let goes_on = |(_, ends): &&(Rate, Option<Date>)| ends.is_none_or(|end| stretch.from <= end);
    rates.iter().filter(goes_on).map(|(rate, _)| *rate).collect()
}

/// Payments of a month between plans, on the days that they always had; on its first where none falls into it.
async fn pay_in(write: &mut Writing, held: &Stored<MoneyHolding>, step: &Step) -> Result<(), ActionError> {
    let paper = &held.paper;
    if paper.way == Holding::CouncilManaged || paper.status == HoldingStatus::SetUp {
        return Ok(());
    }
    let there = papers::part_of::<Instalment>(write, held.id).await?;
    let Some((rhythm, first)) = rhythm(&there) else { return Ok(()) };
    let Stretch { from, until } = step.stretch;
    let mut due: Vec<Date> = days(rhythm, first, until).into_iter().filter(|day| *day >= from).collect();
    if due.is_empty() {
        due.push(from);
    }
    let ends = |at: usize| due.get(at.saturating_add(1)).and_then(|next| next.yesterday().ok()).unwrap_or(until);
    let covered: Vec<(Date, Date)> = due.iter().enumerate().map(|(at, day)| (*day, ends(at))).collect();
    let lines = step.lines.iter().map(|one| ToPay {
        line: one.line,
        outcome: one.outcome,
        stretch: step.stretch,
        amount: one.amount,
    });
    let mut number = there.iter().map(|one| one.paper.number).max().unwrap_or(0);
    for (at, ((due, ends), parts)) in covered.iter().zip(parts_on(&covered, lines)).enumerate() {
        if parts.is_empty() {
            continue;
        }
        number = number.saturating_add(1);
        let payment = Instalment {
            child: paper.child,
            holding: HoldingId(held.id),
            stream: paper.stream.clone(),
            number,
            due: *due,
            covers: Stretch { from: if at == 0 { from } else { *due }, until: *ends },
            parts,
            run: None,
            paid_on: None,
            is_owed: false,
            note: Bridge::note(),
            status: if paper.rests_on(*due) { InstalmentStatus::Resting } else { InstalmentStatus::Planned },
        };
        let id: InstalmentId = write.id();
        papers::insert(write, id, &payment).await?;
    }
    Ok(())
}

/// Somebody has looked at it: the family is told what is done, and it is looked at again by a day.
///
/// # Errors
/// Refused without [`Action::ArrangeMoney`]; invalid without words or for a day that is too late; a rule where it is over;
/// [`StoreError::Changed`].
pub async fn look_between_plans(
    caller: &Caller,
    child: PersonId,
    seen: (BridgeId, i64),
    (words, next): (&str, Date),
) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::ArrangeMoney, child).await?;
    let mut write = caller.writing(&permit).await?;
    let by = actor(&write)?;
    let mut bridge = load(&mut write, child, seen).await?;
    bridge
        .paper
        .look(by, words, (next, caller.moment.today))
        .map_err(|error| refused(&error, ("words", "next-look")))?;
    papers::save(&mut write, &bridge).await?;
    let event = Event::of(&permit, format!("money between plans {}", seen.0));
    write.commit(event.with("look-by", next)).await?;
    Ok(())
}

/// Somebody with the right ends it with a day, with reasons and told ahead. What is there for later days goes back.
///
/// # Errors
/// Refused without [`Action::DecideMoneyCase`]; invalid without reasons or too soon; a rule where it is over;
/// [`StoreError::Changed`].
pub async fn end_between_plans(
    caller: &Caller,
    child: PersonId,
    seen: (BridgeId, i64),
    (why, until): (&str, Date),
) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::DecideMoneyCase, child).await?;
    let mut write = caller.writing(&permit).await?;
    let by = actor(&write)?;
    let mut bridge = load(&mut write, child, seen).await?;
    let today = (caller.moment.today, look_days(CLOCKS[1])?);
    bridge.paper.end((by, why), until, today).map_err(|error| refused(&error, ("between-why", "last-day")))?;
    let held = papers::find_of::<MoneyHolding>(&mut write, child, bridge.paper.holding).await?;
    let after = until.tomorrow().unwrap_or(until);
    take_back(&mut write, held, &mut bridge, after).await?;
    papers::save(&mut write, &bridge).await?;
    let to = family(&mut write, child, caller.moment).await?;
    tell(caller, &mut write, Told::Case, &to).await?;
    let event = Event::of(&permit, format!("money between plans {}", seen.0)).with("ends", until);
    write.commit(event).await?;
    Ok(())
}

/// What is there for days from one on, and nobody has it yet, goes back; what is further away than money is made ready is not
/// there in the first place, so the money goes on until then.
pub(super) async fn take_back(
    write: &mut Writing,
    mut held: Stored<MoneyHolding>,
    bridge: &mut Stored<Bridge>,
    day: Date,
) -> Result<Stored<MoneyHolding>, ActionError> {
    let strand = Strand { owner: Owner::Child(held.paper.child), stream: held.paper.stream.clone() };
    ledger::lock(write, &strand).await?;
    let used = super::bridge_follow::used(write, &held, &bridge.paper, day).await?;
    let freed: BTreeMap<_, _> = used.iter().map(|one| (one.line, Pence(one.sum.0.min(one.open.0).max(0)))).collect();
    super::bridge_follow::take_off(write, &held, &bridge.paper, freed.clone()).await?;
    let lines = bridge.paper.lines_from(day);
    let back: Vec<_> = lines
        .into_iter()
        .map(|mut one| {
            one.amount = freed.get(&one.line).copied().unwrap_or_default();
            one
        })
        .collect();
    let ground = (write.moment().today, &named(write));
    post(write, bridge.paper.taken_back(&back, ground)).await?;
    bridge.paper.cut(day);
    held.paper.stretch.until = bridge.paper.until();
    papers::save(write, &held).await?;
    held.version += 1;
    Ok(held)
}

/// A payment between plans was raised by a change of rates.
pub(super) async fn raised_by(
    write: &mut Writing,
    held: &Stored<MoneyHolding>,
    of_line: (PieceId, Date),
    more: Pence,
) -> Result<(), ActionError> {
    if let Some(mut bridge) = of(write, held).await?.filter(|one| of_line.1 > one.paper.plan_until) {
        bridge.paper.raise(of_line, more);
        papers::save(write, &bridge).await?;
    }
    Ok(())
}

/// Open payments of a holding that are to come and are for days between plans.
pub(super) fn is_between(payment: &Instalment, bridge: &Bridge, today: Date) -> bool {
    is_open(payment) && payment.due >= today && payment.covers.until >= bridge.from()
}

async fn load(
    write: &mut Writing,
    child: PersonId,
    (id, version): (BridgeId, i64),
) -> Result<Stored<Bridge>, ActionError> {
    let found = papers::find_of::<Bridge>(write, child, id).await?;
    if found.version == version { Ok(found) } else { Err(StoreError::Changed("bridge").into()) }
}

fn refused(error: &BridgeError, (words, field): (&str, &str)) -> ActionError {
    match error {
        BridgeError::Over => ActionError::rule(error.code()),
        BridgeError::Reasons(_) => ActionError::invalid(words, error.code()),
        BridgeError::NotThen(day) | BridgeError::TooSoon(day) => {
            let problem = Problem::new(field, error.code()).with("day", day.to_string());
            ActionError::Invalid(vec![problem])
        }
    }
}

/// A child's money between plans, stream by stream, the latest last.
///
/// # Errors
/// What the database says.
pub async fn between_plans(at: &mut impl Query, child: PersonId) -> Result<Vec<Stored<Bridge>>, ActionError> {
    let mut all = papers::of_child::<Bridge>(at, child).await?;
    all.sort_by_key(|one| (one.paper.plan_until, one.made_at));
    Ok(all)
}
