//! Cases about money: opened with a lawful ground, answered by the family, decided, looked at again by another person, and
//! only then in effect. Money is asked back here and nowhere else.

use seven_core::access::Action;
use seven_core::audit::Event;
use seven_core::ledger::{AccountKind, Movement, Owner, Transfer, statement};
use seven_core::money::case::{self, CaseError, CaseStatus, NewCase, Reconsideration};
use seven_core::money::grounds::{CaseKind, of_stream};
use seven_core::money::holding::HoldingStatus;
use seven_core::money::schedule::InstalmentStatus;
use seven_core::money::{Instalment, MoneyCase, MoneyHolding};
use seven_core::settings::Settings;
use seven_core::{CaseId, EvidenceId, Pence, PersonId, TransferId};
use store::ledger::Strand;
use store::papers::{self, Stored};
use store::{Writing, authorities};

use super::spend::holdings;
use super::{actor, named, packs, post};
use crate::{ActionError, Caller};

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
    let reach = reach(&mut write, child, &new.stream).await?;
    let settings = Settings::read(&authorities::settings(&mut write).await?);
    let ids = (child, by, caller.moment.today);
    let case = case::open(ids, new, pack, (reach, settings.query_within_months)).map_err(|error| told(&error))?;
    let id: CaseId = write.id();
    papers::insert(&mut write, id, &case).await?;
    let event = Event::of(&permit, format!("money case {id}")).with("kind", case.kind).with("ground", &case.ground);
    write.commit(event.with("amount", case.amount.0).with("answer-by", case.answer_by)).await?;
    Ok(id)
}

/// What could be asked back: what is held for the child and what it has spent, without earmarks and what is asked back already.
async fn reach(write: &mut Writing, child: PersonId, stream: &str) -> Result<Pence, ActionError> {
    let strand = Strand { owner: Owner::Child(child), stream: stream.to_owned() };
    let held = holdings(write, &strand).await?;
    let (paid, spent) = (statement::of(&held, AccountKind::Paid), statement::of(&held, AccountKind::Spent));
    paid.plus(spent).ok_or_else(|| ActionError::rule("money-too-large"))
}

/// The family answers a notice.
///
/// # Errors
/// Refused without [`Action::AnswerMoneyCase`]; rules as [`CaseError`] says.
pub async fn answer_case(caller: &Caller, child: PersonId, id: CaseId, words: &str) -> Result<(), ActionError> {
    change(caller, (Action::AnswerMoneyCase, child, id), |case, by, on| case.answered(by, on, words)).await
}

/// The family asks for another look.
///
/// # Errors
/// Refused without [`Action::AnswerMoneyCase`]; rules as [`CaseError`] says.
pub async fn ask_again(caller: &Caller, child: PersonId, id: CaseId, words: &str) -> Result<(), ActionError> {
    change(caller, (Action::AnswerMoneyCase, child, id), |case, by, on| case.ask_again(by, on, words)).await
}

/// A manager decides: kept up, or dropped after what the family said.
///
/// # Errors
/// Refused without [`Action::DecideMoneyCase`]; rules as [`CaseError`] says.
pub async fn decide_case(caller: &Caller, child: PersonId, id: CaseId, keeps: bool) -> Result<(), ActionError> {
    change(caller, (Action::DecideMoneyCase, child, id), |case, by, on| case.decide(by, on, keeps)).await
}

/// Another person looks at it again.
///
/// # Errors
/// Refused without [`Action::DecideMoneyCase`]; rules as [`CaseError`] says.
pub async fn reconsider_case(
    caller: &Caller,
    child: PersonId,
    id: CaseId,
    (found, amount, reasons): (Reconsideration, Pence, &str),
) -> Result<(), ActionError> {
    let decide = |case: &mut MoneyCase, by, on| case.reconsider((by, on), found, amount, reasons);
    change(caller, (Action::DecideMoneyCase, child, id), decide).await
}

async fn change(
    caller: &Caller,
    (action, child, id): (Action, PersonId, CaseId),
    step: impl FnOnce(&mut MoneyCase, PersonId, jiff::civil::Date) -> Result<(), CaseError>,
) -> Result<(), ActionError> {
    let permit = caller.permit_for(action, child).await?;
    let mut write = caller.writing(&permit).await?;
    let by = actor(&write)?;
    let mut case = papers::find_of::<MoneyCase>(&mut write, child, id).await?;
    step(&mut case.paper, by, caller.moment.today).map_err(|error| told(&error))?;
    papers::save(&mut write, &case).await?;
    let event = Event::of(&permit, format!("money case {id}")).with("status", case.paper.status);
    write.commit(event.with("amount", case.paper.amount.0)).await?;
    Ok(())
}

/// A case takes effect: payments stop or shrink, or money is asked back.
///
/// # Errors
/// Refused without [`Action::DecideMoneyCase`]; rules while the notice runs or another look is waited for.
pub async fn case_takes_effect(caller: &Caller, child: PersonId, id: CaseId) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::DecideMoneyCase, child).await?;
    let mut write = caller.writing(&permit).await?;
    let mut case = papers::find_of::<MoneyCase>(&mut write, child, id).await?;
    case.paper.take_effect(caller.moment.today).map_err(|error| told(&error))?;
    papers::save(&mut write, &case).await?;
    match case.paper.kind {
        CaseKind::Recover => demand(&mut write, id, &case.paper).await?,
        CaseKind::Refuse | CaseKind::Stop => stop(&mut write, &case.paper).await?,
        CaseKind::Reduce => reduce(&mut write, &case.paper).await?,
    }
    let event = Event::of(&permit, format!("money case {id}")).with("status", CaseStatus::InEffect);
    write.commit(event.with("amount", case.paper.amount.0)).await?;
    Ok(())
}

/// Asks money back: first of what is still held, then of what was spent.
async fn demand(write: &mut Writing, id: CaseId, case: &MoneyCase) -> Result<(), ActionError> {
    let strand = Strand { owner: Owner::Child(case.child), stream: case.stream.clone() };
    let held = holdings(write, &strand).await?;
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

/// Nothing more is paid: the holding ends and what was planned is called off.
async fn stop(write: &mut Writing, case: &MoneyCase) -> Result<(), ActionError> {
    for mut holding in own_holdings(write, case).await? {
        if holding.paper.change(HoldingStatus::Ended, None).is_ok() {
            papers::save(write, &holding).await?;
        }
        for mut payment in planned(write, &holding).await? {
            payment.paper.status = InstalmentStatus::CalledOff;
            payment.paper.note = case.ground_words.clone();
            papers::save(write, &payment).await?;
        }
    }
    Ok(())
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
pub async fn money_came_back(caller: &Caller, child: PersonId, id: CaseId, amount: Pence) -> Result<(), ActionError> {
    let permit = caller.permit_for(Action::CorrectEntry, child).await?;
    let mut write = caller.writing(&permit).await?;
    let mut case = papers::find_of::<MoneyCase>(&mut write, child, id).await?;
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
        CaseError::TooLate(day) | CaseError::NoticeRuns(day) => problem.with("day", day.to_string()),
        CaseError::NotFromHere(status) => problem.with("status", status.code()),
        CaseError::Reasons(_) | CaseError::Amount | CaseError::SamePerson => problem,
    })
}
