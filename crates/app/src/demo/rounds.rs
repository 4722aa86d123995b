//! Rounds of answering in every state: most told, some waiting for somebody, some with an earlier round behind them.

use std::collections::BTreeMap;

use actions::assessment::to_be_stored;
use jiff::ToSpan;
use jiff::civil::Date;
use ras::record::Record;
use ras::{Calculator, Scheme, SchemeFiles};
use seven_core::access::Action;
use seven_core::assessment::{Capacity, Choices, Reason, Sharing, Sheet, Status};
use seven_core::audit::Event;
use seven_core::budget::IndicativeBudget;
use seven_core::{AssessmentId, PersonId, SchemeVersionId};
use store::assessments::{self, Assessment};
use store::budgets;
use store::schemes::SchemeVersion;
use store::sheets::{self, Answer, StoredSheet};

use super::answers::{draw, seen_by_another};
use super::children::Child;
use super::seed::Seeder;
use crate::failure::Failure;

/// A version of the scheme with its days.
struct Ready {
    version: SchemeVersionId,
    from: Date,
    until: Option<Date>,
    scheme: Scheme,
}

/// One round to be made up.
struct Round<'a> {
    ready: &'a Ready,
    opened_on: Date,
    reason: Reason,
    status: Status,
}

/// Adds rounds for all children.
pub async fn add(seeder: &mut Seeder<'_>, children: &[Child], versions: &[SchemeVersion]) -> Result<(), Failure> {
    let ready: Vec<Ready> = versions.iter().map(ready).collect::<Result<_, _>>()?;
    for (number, child) in children.iter().enumerate() {
        let status = status_of(number);
        let Some(now) = ready.last() else { continue };
        if let Some(earlier) = ready.first().filter(|first| number % 3 == 1 && first.version != now.version) {
            let opened_on = now.from.saturating_sub(seeder.number(120, 500).days()).max(earlier.from).max(child.born);
            let round = Round { ready: earlier, opened_on, reason: Reason::First, status: Status::Told };
            let last = if status == Status::Told { Status::Superseded } else { Status::Told };
            add_round(seeder, child, round, last).await?;
        }
        if number % 20 == 19 {
            continue; // new: nobody has begun
        }
        let days_open = if status == Status::Told { seeder.number(30, 150) } else { seeder.number(1, 26) };
        let opened_on = seeder.today.saturating_sub(days_open.days()).max(now.from);
        let reason = if number % 3 == 1 { Reason::Yearly } else { Reason::First };
        let round = Round { ready: now, opened_on, reason, status };
        add_round(seeder, child, round, status).await?;
    }
    Ok(())
}

/// The first family of the tour waits for its figure, the second can begin to answer; the others are in every state.
fn status_of(number: usize) -> Status {
    match number {
        0 => Status::Submitted,
        1 => Status::Open,
        _ => match number % 12 {
            3 => Status::Open,
            5 => Status::Submitted,
            7 => Status::Settling,
            _ => Status::Told,
        },
    }
}

fn ready(version: &SchemeVersion) -> Result<Ready, Failure> {
    let mut files = SchemeFiles::new();
    for (name, text) in &version.files {
        files.insert(name.as_str(), text.as_bytes());
    }
    let scheme = Scheme::read(&files)?;
    Ok(Ready { version: version.id, from: version.effective_from, until: version.effective_until, scheme })
}

async fn add_round(seeder: &mut Seeder<'_>, child: &Child, round: Round<'_>, stands: Status) -> Result<(), Failure> {
    let day_in_force = |day: Date| round.ready.until.map_or(day, |until| day.min(until)).max(round.ready.from);
    let day_after = |days: i64| day_in_force(round.opened_on.saturating_add(days.days())).min(seeder.today);
    let (handed_in, told_on) = (day_after(9), day_after(16));
    let opened_at = seeder.at(round.opened_on, 10);
    let is_handed_in = round.status != Status::Open;
    let is_told = round.status == Status::Told;
    let opener = child.parents.first().copied();
    seeder.write.go_to(opened_at);
    let assessment = Assessment {
        id: seeder.write.id(),
        child: child.id,
        scheme_version: round.ready.version,
        reason: round.reason,
        status: stands,
        status_why: String::new(),
        choices: Choices { young_person_shows_parents: true, parents_see_each_other: true, parents_show_child: true },
        opened_by: opener,
        opened_at,
        submitted_at: is_handed_in.then(|| seeder.at(handed_in, 18)),
        settled_at: is_told.then(|| seeder.at(told_on, 11)),
        told_at: is_told.then(|| seeder.at(told_on, 12)),
        version: 1,
    };
    assessments::insert(&mut seeder.write, &assessment).await?;
    record(seeder, child, Action::OpenAssessment, opener, format!("assessment {}", assessment.id));
    let answers = draw(seeder, &round.ready.scheme, child.need, child.born);
    let by_worker = seen_by_another(seeder, &round.ready.scheme, &answers);
    if let Some(parent) = opener {
        let given = if round.status == Status::Open { half(&answers) } else { answers.clone() };
        add_sheet(seeder, &assessment, (parent, Capacity::Parent), &given, is_handed_in).await?;
    }
    if let Some(worker) = child.key_worker.filter(|_| is_handed_in) {
        let theirs = if matches!(round.status, Status::Settling | Status::Submitted) { &by_worker } else { &answers };
        add_sheet(seeder, &assessment, (worker, Capacity::Professional), theirs, true).await?;
    }
    if is_handed_in {
        seeder.write.go_to(seeder.at(handed_in, 18));
        record(seeder, child, Action::SubmitAnswers, opener, format!("assessment {}", assessment.id));
    }
    if is_told {
        tell(seeder, child, &assessment, (&round.ready.scheme, told_on), &answers).await?;
    }
    Ok(())
}

async fn tell(
    seeder: &mut Seeder<'_>,
    child: &Child,
    assessment: &Assessment,
    (scheme, told_on): (&Scheme, Date),
    answers: &BTreeMap<String, String>,
) -> Result<(), Failure> {
    let calculator: Calculator = scheme.on(told_on)?;
    let pairs = answers.iter().map(|(question, answer)| (question.as_str(), answer.as_str()));
    let sheet = calculator.sheet(pairs).map_err(|error| Failure::new(error.to_string()))?;
    let score = calculator.score(&sheet);
    let record_of = Record::of(scheme, &calculator, &child.id.to_string(), &sheet, &score);
    let Some(by) = child.key_worker else { return Ok(()) };
    let budget = IndicativeBudget::of(record_of, by).map_err(|error| Failure::new(error.to_string()))?;
    let told_at = seeder.at(told_on, 12);
    seeder.write.go_to(told_at);
    let id = seeder.write.id();
    let challenge_by = told_on.saturating_add(28.days());
    let (stored, lines) = to_be_stored(assessment, &budget, id, challenge_by, told_at);
    budgets::insert(&mut seeder.write, &stored, &lines).await?;
    record(seeder, child, Action::SettleAnswers, Some(by), format!("budget {id}"));
    // the family looks at its letter, the worker once more at the record
    seeder.write.go_to(seeder.at(told_on, 20));
    record(seeder, child, Action::ViewBudget, child.parents.first().copied(), format!("page /family/{}", child.id));
    Ok(())
}

async fn add_sheet(
    seeder: &mut Seeder<'_>,
    assessment: &Assessment,
    (author, capacity): (PersonId, Capacity),
    answers: &BTreeMap<String, String>,
    is_finished: bool,
) -> Result<(), Failure> {
    let of: AssessmentId = assessment.id;
    let sheet = Sheet {
        id: seeder.write.id(),
        author,
        capacity,
        entered_by: None,
        is_on_paper: false,
        is_finished,
        answers: BTreeMap::new(),
        sharing: Sharing { with_child: true, with_parents: true, with_professionals: true },
    };
    let mut stored = StoredSheet {
        sheet,
        assessment: of,
        child: assessment.child,
        remarks: BTreeMap::new(),
        versions: BTreeMap::new(),
        changed_at: seeder.write.moment().at,
        version: 1,
    };
    sheets::insert(&mut seeder.write, &stored).await?;
    let rows: Vec<Answer> = answers
        .iter()
        .map(|(question, answer)| Answer { question: question.clone(), answer: answer.clone(), remark: String::new() })
        .collect();
    sheets::save(&mut seeder.write, &stored, &rows).await?;
    stored.sheet.answers = answers.clone();
    Ok(())
}

/// Somebody who has come half way.
fn half(answers: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    answers.iter().step_by(2).map(|(question, answer)| (question.clone(), answer.clone())).collect()
}

/// An entry of the audit log about a child, at the time that the seeder has come to.
pub fn record(seeder: &mut Seeder<'_>, child: &Child, action: Action, actor: Option<PersonId>, subject: String) {
    let permit = seeder.permit;
    let mut event = Event::of(permit, subject);
    event.actor = actor;
    event.action = action;
    event.child = Some(child.id);
    seeder.write.also(event);
}
