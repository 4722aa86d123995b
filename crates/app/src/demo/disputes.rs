//! Where a family or a worker thinks the figure wrong: another look with every outcome, sums beside a figure, and the route
//! for exceptional needs; some answered, some waiting, one too long.

use jiff::ToSpan;
use jiff::civil::Date;
use seven_core::access::Action;
use seven_core::budget::{ChallengeRules, raise};
use seven_core::people::Role;
use seven_core::{Pence, PersonId};
use store::challenges::{self, StoredChallenge};
use store::decisions::{self, NewRequest};

use super::children::Child;
use super::rounds::Told;
use super::seed::Seeder;
use super::staff::Staff;
use crate::failure::Failure;

/// The authority's days, as in its settings.
const RULES: ChallengeRules = ChallengeRules { ask_within_days: 28, answer_within_days: 21 };

const WHY: [&str; 3] = [
    "The nights are harder than the answers say: we are up three times, not once.",
    "The letter counts two hours of help from her gran each day. Gran moved away in the spring.",
    "We think question six was read the wrong way round.",
];

const UPHELD: &str = "All sheets were read again with the school's log of nights. The answer that counts is the one that \
                      describes the last three months, so the figure stands.";
const CHANGED: &str =
    "The help from the grandmother has ended. Without it the answer is another, and so is the figure.";

/// How something that was asked for ends.
#[derive(Clone, Copy)]
enum End {
    Waits,
    Stands,
    Changed,
    Withdrawn,
}

/// Adds what became of a child's figures.
pub async fn add(seeder: &mut Seeder, child: &Child, staff: &Staff, told: &[Told]) -> Result<(), Failure> {
    let (number, told_so_far) = (child.number, told.len());
    for (at, told) in told.iter().enumerate() {
        let days = i64::from(told.on.until(seeder.today).map_or(0, |span| span.get_days()));
        let end = match number % 25 {
            6 | 16 if days <= 28 || (days <= 40 && number % 25 == 16) => Some((End::Waits, 2)),
            1 if days > 60 => Some((End::Stands, 9)),
            11 if days > 60 && at == 0 => Some((End::Changed, 12)),
            21 if days > 60 && at == 0 => Some((End::Withdrawn, 5)),
            _ => None,
        };
        if let Some((end, after)) = end {
            challenge(seeder, child, staff, told, (end, told.on.saturating_add(after.days()))).await?;
        }
        let decided = match number % 30 {
            4 if days > 40 => Some(("adjustment", End::Changed, 6)),
            19 if days > 40 => Some(("adjustment", End::Stands, 8)),
            8 if days > 40 => Some(("exceptional", End::Changed, 10)),
            23 if days > 40 => Some(("exceptional", End::Stands, 7)),
            9 if at + 1 == told_so_far => Some(("adjustment", End::Waits, 5)),
            14 | 26 if at + 1 == told_so_far => Some(("exceptional", End::Waits, 11)),
            _ => None,
        };
        if let Some((kind, end, after)) = decided {
            let asked_on = match end {
                End::Waits => seeder.days_ago(after).max(told.on),
                _ => told.on.saturating_add(after.days()),
            };
            ask(seeder, child, staff, told, (kind, end, asked_on)).await?;
        }
    }
    Ok(())
}

async fn challenge(
    seeder: &mut Seeder,
    child: &Child,
    staff: &Staff,
    told: &Told,
    (end, asked_on): (End, Date),
) -> Result<(), Failure> {
    let Some(asked_by) = child.speaker(asked_on) else { return Ok(()) };
    seeder.go(asked_on, 19);
    seeder.sign_in(asked_by, "link")?;
    let why = WHY.get(child.number % WHY.len()).copied().unwrap_or_default();
    let raised = raise(asked_by, true, why, &[told.by], told.on, asked_on, RULES);
    let raised = raised.map_err(|error| Failure::new(error.to_string()))?;
    let mut challenge = StoredChallenge {
        id: seeder.write.id(),
        budget: told.budget,
        child: child.id,
        asked_by,
        asked_at: seeder.write.moment().at,
        why: raised.why,
        answer_by: raised.answer_by,
        outcome: None,
        decided: None,
        reasons: None,
        answered_by: None,
        answered_at: None,
        version: 1,
    };
    challenges::insert(&mut seeder.write, &challenge).await?;
    let subject = format!("challenge {}", challenge.id);
    let particulars = [("budget", told.budget.to_string()), ("answer-by", challenge.answer_by.to_string())];
    seeder.did(asked_by, Action::ChallengeBudget, Some(child.id), subject.clone(), &particulars)?;
    let (outcome, by, decided, reasons) = match end {
        End::Waits => return Ok(()),
        End::Withdrawn => ("withdrawn", None, None, None),
        End::Stands => ("upheld", Some(staff.manager(child.team_at)?), None, Some(UPHELD)),
        End::Changed => ("changed", Some(staff.manager(child.team_at)?), Some(a_tenth_more(told.total)), Some(CHANGED)),
    };
    seeder.go(asked_on.saturating_add(if by.is_some() { 15.days() } else { 3.days() }), 15);
    challenge.outcome = Some(outcome.to_owned());
    challenge.decided = decided;
    challenge.reasons = reasons.map(str::to_owned);
    challenge.answered_by = by;
    challenge.answered_at = Some(seeder.write.moment().at);
    challenges::end(&mut seeder.write, &challenge).await?;
    let action = if by.is_some() { Action::AnswerChallenge } else { Action::ChallengeBudget };
    let particulars = [("outcome", outcome.to_owned())];
    seeder.did(by.unwrap_or(asked_by), action, Some(child.id), subject, &particulars)
}

async fn ask(
    seeder: &mut Seeder,
    child: &Child,
    staff: &Staff,
    told: &Told,
    (kind, end, asked_on): (&str, End, Date),
) -> Result<(), Failure> {
    let Some(worker) = child.worker(asked_on) else { return Ok(()) };
    let found = told.streams.iter().find(|(stream, amount)| stream == "social-care" && amount.is_some());
    let Some((stream, figure)) = found else { return Ok(()) };
    seeder.go(asked_on, 15);
    let is_exceptional = kind == "exceptional";
    let (ground, why) = if is_exceptional {
        ("crucial-support", "Two carers are needed at once for moving safely, and the table has no line for that.")
    } else {
        (
            "",
            "The family drives forty miles to the nearest club that can take a wheelchair; no question asks about that.",
        )
    };
    let (budget, figure) = (told.budget, *figure);
    let new = NewRequest { budget, child: child.id, kind, stream, ground, asked_by: worker, why, figure };
    let id = decisions::ask(&mut seeder.write, &new).await?;
    let subject = format!("decision {id}");
    let particulars = [("stream", stream.clone()), ("kind", kind.to_owned())];
    seeder.did(worker, Action::AskExceptional, Some(child.id), subject.clone(), &particulars)?;
    let (outcome, decided, reasons) = match end {
        End::Waits => return Ok(()),
        End::Stands | End::Withdrawn => (
            "stands",
            None,
            "The monthly group looked at five like it: the figure covers what is asked for, from this stream.",
        ),
        End::Changed => (
            "amount",
            figure.map(a_tenth_more),
            "Agreed in the monthly group: what is asked for is not in any question, and without it the plan cannot work.",
        ),
    };
    // the head of service decides outside the tables, the team's manager beside a figure
    let (by, action) = if is_exceptional {
        (staff.who(Role::HeadOfService)?, Action::DecideExceptional)
    } else {
        (staff.manager(child.team_at)?, Action::AdjustBudget)
    };
    seeder.go(asked_on.saturating_add(12.days()), 11);
    decisions::decide(&mut seeder.write, (child.id, id, 1), outcome, decided, reasons, by).await?;
    let mut particulars = vec![("outcome", outcome.to_owned())];
    particulars.extend(decided.map(|sum| ("decided", sum.to_string())));
    seeder.did(by, action, Some(child.id), subject, &particulars)?;
    letter_looked_at(seeder, child)
}

/// The family reads what was decided, a day later.
fn letter_looked_at(seeder: &mut Seeder, child: &Child) -> Result<(), Failure> {
    let next = seeder.day().saturating_add(1.days());
    let Some(reader) = child.speaker(next) else { return Ok(()) };
    seeder.go(next, 20);
    look(seeder, reader, Action::ViewBudget, child, "budget")
}

/// Somebody of the family looks at one of its pages.
pub fn look(seeder: &mut Seeder, reader: PersonId, action: Action, child: &Child, page: &str) -> Result<(), Failure> {
    let end = if page.is_empty() { String::new() } else { format!("/{page}") };
    seeder.did(reader, action, Some(child.id), format!("page /family/{}{end}", child.id), &[])
}

/// A tenth more, in whole pounds.
fn a_tenth_more(sum: Pence) -> Pence {
    Pence(sum.0 * 11 / 1_000 * 100)
}
