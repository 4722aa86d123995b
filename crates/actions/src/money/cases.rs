//! Cases about money: opened with a lawful ground, answered by the family, decided, looked at again by another person, and
//! only then in effect. Money is asked back here and nowhere else.

use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::ledger::{AccountKind, Movement, Owner, Transfer, statement};
use seven_core::money::case::{self, CaseError, CaseStatus, NewCase, Reconsideration, after_death, parts_of};
use seven_core::money::grounds::{CaseKind, of_stream};
use seven_core::money::holding::HoldingStatus;
use seven_core::money::schedule::InstalmentStatus;
use seven_core::money::told::Told;
use seven_core::money::{Instalment, MoneyCase, MoneyHolding, Reach};
use seven_core::paper::Paper;
use seven_core::plan::money::Holding;
use seven_core::settings::Settings;
use seven_core::{CaseId, EvidenceId, Pence, PersonId, TransferId};
use store::ledger::Strand;
use store::papers::{self, Stored};
use store::{Query, StoreError, Writing, authorities, ledger};

use super::told::{family, tell, workers};
use super::{actor, named, packs, post};
use crate::life::quiet_after;
use crate::{ActionError, Caller};

/// A case as somebody saw it: with the version that they read.
pub type Seen = (CaseId, i64);

/// Opens a case: the family has its notice from today.
///
/// # Errors
/// Refused without [`Action::OpenMoneyCase`]; rules as [`CaseError`] says.
pub async fn open_case(caller: &Caller, child: PersonId, new: NewCase) -> Result<CaseId, ActionError> {
    let permit = caller.permit_for(Action::OpenMoneyCase, child).await?;
    let mut write = caller.writing(&permit).await?;
    let by = actor(&write)?;
    let packs = packs()?;
    let pack =
        of_stream(&packs, &new.stream, caller.moment.today).ok_or_else(|| ActionError::rule("case-no-ground"))?;
    let settings = Settings::read(&authorities::settings(&mut write).await?);
    let today = (caller.moment.today, settings.query_within_months);
    let death = quiet_after(&mut write, child).await?;
    let about = (new.kind, new.ground.as_str(), new.addressed_to.as_str());
    after_death(about, death, caller.moment.today).map_err(|error| told(&error))?;
    let reach = reach(&mut write, child, &new.stream, today).await?;
    let case = case::open((child, by, today.0), new, pack, (&reach, today.1)).map_err(|error| told(&error))?;
    let id: CaseId = write.id();
    papers::insert(&mut write, id, &case).await?;
    let to = family(&mut write, child, caller.moment).await?;
    tell(caller, &mut write, Told::Case, &to).await?;
    let event = Event::of(&permit, format!("money case {id}")).with("kind", case.kind).with("ground", &case.ground);
    write.commit(event.with("amount", case.amount.0).with("answer-by", case.answer_by)).await?;
    Ok(id)
}

/// What could be asked back in a stream on a day, and what is out of reach; with the months in which spending can be queried.
///
/// # Errors
/// What the database says.
pub async fn reach(
    at: &mut impl Query,
    child: PersonId,
    stream: &str,
    (today, query_months): (jiff::civil::Date, u16),
) -> Result<Reach, ActionError> {
    let strand = Strand { owner: Owner::Child(child), stream: stream.to_owned() };
    let balances = ledger::balances_of(at, &strand).await?;
    let held = balances.into_iter().map(|(account, balance)| (account.kind, balance.posted)).collect();
    let entries = ledger::of_child(at, child).await?;
    // what is in effect is in the books already
    let waits = [CaseStatus::Notice, CaseStatus::Decided, CaseStatus::Reconsidered];
    let wants =
        |case: &MoneyCase| case.stream == stream && case.kind == CaseKind::Recover && waits.contains(&case.status);
    let cases = papers::of_child::<MoneyCase>(at, child).await?;
    let asked =
        cases.iter().filter(|one| wants(&one.paper)).fold(0, |sum: i64, one| sum.saturating_add(one.paper.amount.0));
    Ok(Reach::of(stream, &entries, &held, (today, query_months), Pence(asked)))
}

/// The family answers a notice.
///
/// # Errors
/// Refused without [`Action::AnswerMoneyCase`]; rules as [`CaseError`] says.
pub async fn answer_case(caller: &Caller, child: PersonId, id: Seen, words: &str) -> Result<(), ActionError> {
    change(caller, (Action::AnswerMoneyCase, child, id), |case, by, on| case.answered(by, on, words)).await
}

/// The family asks for another look.
///
/// # Errors
/// Refused without [`Action::AnswerMoneyCase`]; rules as [`CaseError`] says.
pub async fn ask_again(caller: &Caller, child: PersonId, id: Seen, words: &str) -> Result<(), ActionError> {
    change(caller, (Action::AnswerMoneyCase, child, id), |case, by, on| case.ask_again(by, on, words)).await
}

/// A manager decides: kept up, or dropped after what the family said.
///
/// # Errors
/// Refused without [`Action::DecideMoneyCase`]; rules as [`CaseError`] says.
pub async fn decide_case(caller: &Caller, child: PersonId, id: Seen, keeps: bool) -> Result<(), ActionError> {
    let death = quiet_after(&mut caller.reading().await?, child).await?;
    let decide = |case: &mut MoneyCase, by, on| {
        // what is dropped is dropped at any time
        if keeps {
            case.goes_on_after(death, on)?;
        }
        case.decide(by, on, keeps)
    };
    change(caller, (Action::DecideMoneyCase, child, id), decide).await
}

/// Another person looks at it again.
///
/// # Errors
/// Refused without [`Action::DecideMoneyCase`]; rules as [`CaseError`] says.
pub async fn reconsider_case(
    caller: &Caller,
    child: PersonId,
    id: Seen,
    (found, amount, reasons): (Reconsideration, Pence, &str),
) -> Result<(), ActionError> {
    let decide = |case: &mut MoneyCase, by, on| case.reconsider((by, on), found, amount, reasons);
    change(caller, (Action::DecideMoneyCase, child, id), decide).await
}

async fn change(
    caller: &Caller,
    (action, child, seen): (Action, PersonId, Seen),
    step: impl FnOnce(&mut MoneyCase, PersonId, jiff::civil::Date) -> Result<(), CaseError>,
) -> Result<(), ActionError> {
    let permit = caller.permit_for(action, child).await?;
    let mut write = caller.writing(&permit).await?;
    let by = actor(&write)?;
    let mut case = load(&mut write, child, seen).await?;
    step(&mut case.paper, by, caller.moment.today).map_err(|error| told(&error))?;
    papers::save(&mut write, &case).await?;
    let (news, to) = match action {
        Action::AnswerMoneyCase => (Told::Answer, workers(&mut write, child, caller.moment).await?),
        _ => (Told::Case, family(&mut write, child, caller.moment).await?),
    };
    tell(caller, &mut write, news, &to).await?;
    let event = Event::of(&permit, format!("money case {}", seen.0)).with("status", case.paper.status);
    write.commit(event.with("amount", case.paper.amount.0)).await?;
    Ok(())
}

async fn load(write: &mut Writing, child: PersonId, (id, version): Seen) -> Result<Stored<MoneyCase>, ActionError> {
    let case = papers::find_of::<MoneyCase>(write, child, id).await?;
    if case.version == version { Ok(case) } else { Err(StoreError::Changed(MoneyCase::TABLE).into()) }
}

/// What is asked back is paid in so many monthly parts from a day on.
///
/// # Errors
/// Refused without [`Action::DecideMoneyCase`]; rules where nothing is asked back, or the first day is past.
pub async fn pay_in_parts(
    caller: &Caller,
    child: PersonId,
    id: Seen,
    (count, first): (u16, jiff::civil::Date),
) -> Result<(), ActionError> {
    change(caller, (Action::DecideMoneyCase, child, id), |case, _, on| {
        let parts = parts_of(case.still_asked(), count, first);
        case.pay_in_parts(parts, on)
    })
    .await
}

/// A case takes effect: payments stop or shrink, or money is asked back. Where payments stop, the council takes over at once; a
/// holder of a fund of the child's may be named, who takes over from it as soon as everything for that is there.
///
/// # Errors
/// Refused without [`Action::DecideMoneyCase`]; rules while the notice runs or another look is waited for; invalid for a holder who
/// holds no fund of the child's.
pub async fn case_takes_effect(
    caller: &Caller,
    child: PersonId,
    seen: Seen,
    holder: Option<&str>,
) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::DecideMoneyCase, child).await?;
    let mut write = caller.writing(&permit).await?;
    let mut case = load(&mut write, child, seen).await?;
    let id = seen.0;
    let death = quiet_after(&mut write, child).await?;
    let effect = case.paper.goes_on_after(death, caller.moment.today);
    effect.and_then(|()| case.paper.take_effect(caller.moment.today)).map_err(|error| told(&error))?;
    papers::save(&mut write, &case).await?;
    match case.paper.kind {
        CaseKind::Recover => demand(&mut write, id, &case.paper).await?,
        CaseKind::Refuse | CaseKind::Stop => stop(&mut write, &case.paper, holder).await?,
        CaseKind::Reduce => reduce(&mut write, &case.paper).await?,
    }
    let to = family(&mut write, child, caller.moment).await?;
    tell(caller, &mut write, Told::Case, &to).await?;
    let event = Event::of(&permit, format!("money case {id}")).with("status", CaseStatus::InEffect);
    write.commit(event.with("amount", case.paper.amount.0)).await?;
    Ok(())
}

/// Asks money back: first of what is still held, then of what was spent.
async fn demand(write: &mut Writing, id: CaseId, case: &MoneyCase) -> Result<(), ActionError> {
    let strand = Strand { owner: Owner::Child(case.child), stream: case.stream.clone() };
    let held = super::spend::holdings(write, &strand).await?;
    let of_held = Pence(case.amount.0.min(statement::of(&held, AccountKind::Paid).0.max(0)));
    let of_spent = Pence(case.amount.0.saturating_sub(of_held.0));
    let mut transfers = Vec::new();
    for (word, movement, amount) in
        [("demand", Movement::Demand, of_held), ("demand spent", Movement::DemandSpent, of_spent)]
    {
        if amount > Pence::ZERO {
            transfers.push(of_case(write, (id, case), (word, movement), amount));
        }
    }
    post(write, transfers).await
}

fn of_case(
    write: &Writing,
    (id, case): (CaseId, &MoneyCase),
    (word, movement): (&str, Movement),
    amount: Pence,
) -> Transfer {
    let named = named(write).shown_by(EvidenceId(id.0)).because(&case.reasons);
    let transfer = TransferId::of(&[word, &id.to_string()]);
    Transfer::post(transfer, movement, case.child, &case.stream, amount, write.moment().today, named)
}

/// Nothing more is paid, and support goes on: from the same day the council holds the money and buys what the plan says. What was
/// planned is called off; what is promised to the lines stays promised to them.
async fn stop(write: &mut Writing, case: &MoneyCase, holder: Option<&str>) -> Result<(), ActionError> {
    let today = write.moment().today;
    let set_up = super::other_way::being_set_up(write, case.child, &case.stream).await?;
    super::other_way::give_up(write, set_up).await?;
    let known = fund_holders(write, case.child).await?;
    if holder.is_some_and(|holder| !known.iter().any(|one| one == holder)) {
        return Err(ActionError::invalid("holder", "choose-from-the-list"));
    }
    for mut holding in own_holdings(write, case).await? {
        for mut payment in planned(write, &holding).await? {
            payment.paper.status = InstalmentStatus::CalledOff;
            payment.paper.note = case.ground_words.clone();
            papers::save(write, &payment).await?;
        }
        let took_over = holding.paper.council_takes_over(today, &case.ground_words).is_ok();
        if took_over {
            papers::save(write, &holding).await?;
        }
        if let Some(holder) = holder.filter(|_| took_over && holding.paper.runs_on(today)) {
            let fund = (Holding::IndividualServiceFund, holder);
            super::other_way::beside(write, &holding, fund, today).await?;
        }
    }
    Ok(())
}

/// Those who hold a fund of the child's, or held one: after a case that stops payments, one of them may hold the stream's money.
///
/// # Errors
/// What the database says.
pub async fn fund_holders(at: &mut impl Query, child: PersonId) -> Result<Vec<String>, ActionError> {
    let all = papers::of_child::<MoneyHolding>(at, child).await?;
    let mut names: Vec<String> = Vec::new();
    for held in all.iter().map(|one| &one.paper) {
        let now = (held.way == Holding::IndividualServiceFund).then_some(&held.payee);
        let before = held.before.iter().filter(|one| one.way == Holding::IndividualServiceFund).map(|one| &one.payee);
        names.extend(now.into_iter().chain(before).filter(|name| !name.trim().is_empty()).cloned());
    }
    names.sort();
    names.dedup();
    Ok(names)
}

/// Less is paid: what is planned shrinks from the first payment on until the sum is reached.
async fn reduce(write: &mut Writing, case: &MoneyCase) -> Result<(), ActionError> {
    let mut left = case.amount.0;
    for holding in own_holdings(write, case).await? {
        for mut payment in planned(write, &holding).await? {
            for part in &mut payment.paper.parts {
                let less = part.amount.0.min(left);
                part.amount.0 -= less;
                left -= less;
            }
            payment.paper.parts.retain(|part| part.amount > Pence::ZERO);
            if payment.paper.parts.is_empty() {
                payment.paper.status = InstalmentStatus::CalledOff;
            }
            payment.paper.note = case.ground_words.clone();
            papers::save(write, &payment).await?;
            if left == 0 {
                return Ok(());
            }
        }
    }
    Ok(())
}

async fn own_holdings(write: &mut Writing, case: &MoneyCase) -> Result<Vec<Stored<MoneyHolding>>, ActionError> {
    let all = papers::of_child::<MoneyHolding>(write, case.child).await?;
    let is_own =
        |one: &Stored<MoneyHolding>| one.paper.stream == case.stream && one.paper.status != HoldingStatus::Ended;
    Ok(all.into_iter().filter(is_own).collect())
}

async fn planned(write: &mut Writing, holding: &Stored<MoneyHolding>) -> Result<Vec<Stored<Instalment>>, ActionError> {
    let all = papers::part_of::<Instalment>(write, holding.id).await?;
    let waits = [InstalmentStatus::Planned, InstalmentStatus::Resting, InstalmentStatus::Returned];
    Ok(all.into_iter().filter(|one| waits.contains(&one.paper.status)).collect())
}

/// Money that was asked back has come.
///
/// # Errors
/// Refused without [`Action::CorrectEntry`], which finance has; rules for more than was asked.
pub async fn money_came_back(caller: &Caller, child: PersonId, seen: Seen, amount: Pence) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::CorrectEntry, child).await?;
    let mut write = caller.writing(&permit).await?;
    let mut case = load(&mut write, child, seen).await?;
    let id = seen.0;
    case.paper.came_back(amount).map_err(|error| told(&error))?;
    let word = format!("recover {}", case.paper.recovered.0);
    let transfer = of_case(&write, (id, &case.paper), (&word, Movement::Recover), amount);
    post(&mut write, vec![transfer]).await?;
    papers::save(&mut write, &case).await?;
    let event = Event::of(&permit, format!("money case {id}")).with("came-back", amount.0);
    write.commit(event).await?;
    Ok(())
}

fn told(error: &CaseError) -> ActionError {
    let problem = crate::Problem::new("", error.code());
    ActionError::Rule(match error {
        CaseError::NoGround(ground) => problem.with("ground", ground.as_str()),
        CaseError::OutOfReach { reach, amount } => {
            problem.with("reach", reach.to_string()).with("amount", amount.to_string())
        }
        CaseError::TooLate(day) | CaseError::NoticeRuns(day) | CaseError::ToCome(day) | CaseError::Quiet(day) => {
            problem.with("day", day.to_string())
        }
        CaseError::Parts(sum) => problem.with("sum", sum.to_string()),
        CaseError::NotFromHere(status) => problem.with("status", status.code()),
        CaseError::NobodyNamed => return ActionError::invalid("addressed-to", error.code()),
        CaseError::Reasons(_)
        | CaseError::Amount
        | CaseError::SamePerson
        | CaseError::NoWords
        | CaseError::AfterDeath
        | CaseError::NoDeath => problem,
    })
}
