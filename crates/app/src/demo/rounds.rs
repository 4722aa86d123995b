//! Rounds of answering, a year apart, each under the scheme version of its day; the newest in every state.

use std::collections::BTreeMap;

use actions::assessment::to_be_stored;
use jiff::ToSpan;
use jiff::civil::Date;
use ras::record::Record;
use ras::{Calculator, Scheme, SchemeFiles};
use seven_core::access::Action;
use seven_core::assessment::{Choices, Reason, Settlement, Status};
use seven_core::budget::IndicativeBudget;
use seven_core::{BudgetId, Pence, PersonId, SchemeVersionId};
use store::assessments::{self, Assessment};
use store::budgets;
use store::schemes::SchemeVersion;

use super::answers::{a_year_on, draw, seen_by_another};
use super::children::Child;
use super::seed::Seeder;
use super::sheets;
use crate::failure::Failure;

/// A version of the scheme with its days.
pub struct Ready {
    version: SchemeVersionId,
    from: Date,
    until: Option<Date>,
    scheme: Scheme,
}

/// A figure that a family was told.
pub struct Told {
    /// The budget.
    pub budget: BudgetId,
    /// The day.
    pub on: Date,
    /// Who told it.
    pub by: PersonId,
    /// The amounts of a year, by stream.
    pub streams: Vec<(String, Option<Pence>)>,
    /// The amounts added up.
    pub total: Pence,
}

/// One round to be made up.
struct Round<'a> {
    ready: &'a Ready,
    opened_on: Date,
    reason: Reason,
    /// How far it has come.
    reached: Status,
    /// Where it stands: a figure that was told may have been followed by another.
    stands: Status,
}

/// Adds a child's rounds; gives the figures that were told, oldest first.
pub async fn add(seeder: &mut Seeder, child: &Child, versions: &[Ready]) -> Result<Vec<Told>, Failure> {
    let last = status_of(child.number);
    let days = days(seeder, child, last);
    let mut told = Vec::new();
    let mut answers: Option<BTreeMap<String, String>> = None;
    for (at, opened_on) in days.iter().enumerate() {
        let in_force = |one: &&Ready| one.from <= *opened_on && one.until.is_none_or(|until| *opened_on <= until);
        let Some(ready) = versions.iter().find(in_force) else { continue };
        let is_last = at + 1 == days.len();
        let reached = if is_last { last } else { Status::Told };
        let is_followed = days.len() - at > 1 + usize::from(last != Status::Told);
        let stands = if reached == Status::Told && is_followed { Status::Superseded } else { reached };
        let reason = match at {
            0 => Reason::First,
            _ if child.number % 4 == 3 => Reason::ChangedNeeds,
            _ => Reason::Yearly,
        };
        // a year on, life is a little different, and for some it is another life
        let now = match &answers {
            Some(before) if !child.number.is_multiple_of(5) => a_year_on(seeder, &ready.scheme, before),
            _ => draw(seeder, &ready.scheme, child.need, child.born),
        };
        let round = Round { ready, opened_on: *opened_on, reason, reached, stands };
        told.extend(add_round(seeder, child, round, &now).await?);
        answers = Some(now);
    }
    Ok(told)
}

/// The days on which a child's rounds begin.
fn days(seeder: &mut Seeder, child: &Child, last: Status) -> Vec<Date> {
    if child.number % 20 == 19 {
        return Vec::new(); // new: nobody has begun
    }
    let mut days = Vec::new();
    let mut day = child.since.saturating_add(seeder.number(12, 32).days());
    // where another look is waited for, the figure is a few days old
    let newest = match child.number % 25 {
        6 => Some(24),
        16 => Some(49),
        _ => None,
    };
    let latest = match (last, newest) {
        (Status::Told, Some(days)) => days + 150,
        (Status::Told, None) => 30,
        _ => 200,
    };
    while day < seeder.days_ago(latest) {
        days.push(day);
        day = day.saturating_add(seeder.number(330, 400).days());
    }
    if last != Status::Told {
        let days_open = seeder.number(1, 26);
        days.push(seeder.days_ago(days_open).max(child.since.tomorrow().unwrap_or(child.since)));
    } else if let Some(newest) = newest {
        days.push(seeder.days_ago(newest));
    }
    days
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

/// The versions of the scheme, each read once.
pub fn ready(versions: &[SchemeVersion]) -> Result<Vec<Ready>, Failure> {
    let one = |version: &SchemeVersion| -> Result<Ready, Failure> {
        let mut files = SchemeFiles::new();
        for (name, text) in &version.files {
            files.insert(name.as_str(), text.as_bytes());
        }
        let scheme = Scheme::read(&files)?;
        Ok(Ready { version: version.id, from: version.effective_from, until: version.effective_until, scheme })
    };
    versions.iter().map(one).collect()
}

async fn add_round(
    seeder: &mut Seeder,
    child: &Child,
    round: Round<'_>,
    answers: &BTreeMap<String, String>,
) -> Result<Option<Told>, Failure> {
    let within = |day: Date| round.ready.until.map_or(day, |until| day.min(until)).max(round.ready.from);
    let day_after = |days: i64| within(round.opened_on.saturating_add(days.days())).min(seeder.today);
    let (handed_in, told_on) = (day_after(9), day_after(16));
    let is_handed_in = round.reached != Status::Open;
    let is_told = round.reached == Status::Told;
    let Some(opener) = child.speaker(round.opened_on) else { return Ok(None) };
    seeder.go(round.opened_on, 10);
    seeder.sign_in(opener, "link")?;
    let opened_at = seeder.write.moment().at;
    let assessment = Assessment {
        id: seeder.write.id(),
        child: child.id,
        scheme_version: round.ready.version,
        reason: round.reason,
        status: round.stands,
        status_why: String::new(),
        choices: Choices { young_person_shows_parents: true, parents_see_each_other: true, parents_show_child: true },
        opened_by: Some(opener),
        opened_at,
        submitted_at: is_handed_in.then(|| seeder.at(handed_in, 18)),
        settled_at: is_told.then(|| seeder.at(told_on, 11)),
        told_at: is_told.then(|| seeder.at(told_on, 12)),
        version: 1,
    };
    assessments::insert(&mut seeder.write, &assessment).await?;
    let particulars = [("reason", round.reason.to_string()), ("scheme-version", round.ready.version.to_string())];
    let subject = format!("assessment {}", assessment.id);
    seeder.did(opener, Action::OpenAssessment, Some(child.id), subject.clone(), &particulars)?;
    sheets::of_family(seeder, child, &assessment, answers, is_handed_in.then_some(handed_in)).await?;
    let Some(worker) = child.worker(handed_in).filter(|_| is_handed_in) else { return Ok(None) };
    let differs = !is_told || child.number.is_multiple_of(2);
    let theirs = if differs { seen_by_another(seeder, &round.ready.scheme, answers) } else { answers.clone() };
    sheets::of_worker(seeder, child, (&assessment, handed_in), worker, &theirs).await?;
    seeder.write.go_to(seeder.at(handed_in, 18));
    if let Some(speaker) = child.speaker(handed_in) {
        seeder.did(speaker, Action::SubmitAnswers, Some(child.id), subject, &[("sheets", "2".to_owned())])?;
    }
    if !is_told {
        return Ok(None);
    }
    let settled = settle(seeder, child, (&assessment, told_on), answers, &theirs).await?;
    tell(seeder, child, &assessment, (&round.ready.scheme, told_on), &settled).await
}

/// Why one answer counts and not the other.
const WHY: [&str; 3] = [
    "Talked through at home with everybody: it is like this on most days of the week.",
    "School sees the same; the family had in mind what it is like on a good day.",
    "The last three months count: it was easier in the spring than it is now.",
];

/// Settles where the two sheets differ, in turn for the family and for the worker; gives the answers that count.
async fn settle(
    seeder: &mut Seeder,
    child: &Child,
    (assessment, told_on): (&Assessment, Date),
    answers: &BTreeMap<String, String>,
    theirs: &BTreeMap<String, String>,
) -> Result<BTreeMap<String, String>, Failure> {
    let Some(by) = child.worker(told_on) else { return Ok(answers.clone()) };
    let mut settled = answers.clone();
    seeder.go(told_on, 10);
    seeder.did(by, Action::ViewAnswers, Some(child.id), format!("page /council/children/{}/answers", child.id), &[])?;
    let differing = theirs.iter().filter(|(question, answer)| answers.get(*question) != Some(*answer));
    let mut count = 0;
    for (at, (question, answer)) in differing.enumerate() {
        let value = if at % 2 == 0 { answer } else { answers.get(question).unwrap_or(answer) };
        let reason = WHY.get((child.number + at) % WHY.len()).copied().unwrap_or_default().to_owned();
        let settlement = Settlement { question: question.clone(), value: value.clone(), reason, by };
        assessments::settle(&mut seeder.write, assessment.id, &settlement).await?;
        settled.insert(question.clone(), value.clone());
        count = at + 1;
    }
    if count > 0 {
        let particulars =
            [("settled", count.to_string()), ("still-open", "0".to_owned()), ("status", "settled".to_owned())];
        seeder.did(by, Action::SettleAnswers, Some(child.id), format!("assessment {}", assessment.id), &particulars)?;
    }
    Ok(settled)
}

async fn tell(
    seeder: &mut Seeder,
    child: &Child,
    assessment: &Assessment,
    (scheme, told_on): (&Scheme, Date),
    answers: &BTreeMap<String, String>,
) -> Result<Option<Told>, Failure> {
    let calculator: Calculator = scheme.on(told_on)?;
    let pairs = answers.iter().map(|(question, answer)| (question.as_str(), answer.as_str()));
    let sheet = calculator.sheet(pairs).map_err(|error| Failure::new(error.to_string()))?;
    let score = calculator.score(&sheet);
    let record_of = Record::of(scheme, &calculator, &child.id.to_string(), &sheet, &score);
    let Some(by) = child.worker(told_on) else { return Ok(None) };
    let budget = IndicativeBudget::of(record_of, by).map_err(|error| Failure::new(error.to_string()))?;
    let told_at = seeder.at(told_on, 12);
    seeder.write.go_to(told_at);
    let id = seeder.write.id();
    let challenge_by = told_on.saturating_add(28.days());
    let (stored, lines) = to_be_stored(assessment, &budget, id, challenge_by, told_at);
    budgets::insert(&mut seeder.write, &stored, &lines).await?;
    let particulars = [
        ("assessment", assessment.id.to_string()),
        ("scheme-version", stored.scheme_version.to_string()),
        ("total-pence", stored.total.0.to_string()),
    ];
    seeder.did(by, Action::SettleAnswers, Some(child.id), format!("budget {id}"), &particulars)?;
    let streams = lines.into_iter().map(|line| (line.stream, line.amount)).collect();
    Ok(Some(Told { budget: id, on: told_on, by, streams, total: stored.total }))
}
