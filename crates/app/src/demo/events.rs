//! What else happens in an authority: notes, a record opened in an emergency, a challenge, a request outside the tables.

use jiff::ToSpan;
use seven_core::PersonId;
use seven_core::access::Action;
use store::decisions::{self, NewRequest};
use store::{broken_glass, budgets, challenges, notes};

use super::children::Child;
use super::rounds::record;
use super::seed::Seeder;
use super::staff::Staff;
use crate::failure::Failure;

const NOTES: [&str; 4] = [
    "Visited at home. The family would like to try a holiday week with another family.",
    "School says mornings go well, the bus home does not.",
    "Rang about the questions on nights: the family will look at them together.",
    "Met at the Saturday club; showed the swimming badge.",
];

/// Adds events for some of the children.
pub async fn add(seeder: &mut Seeder<'_>, children: &[Child], staff: &Staff) -> Result<(), Failure> {
    for (number, child) in children.iter().enumerate() {
        let Some(worker) = child.key_worker else { continue };
        if number.is_multiple_of(3) {
            write_note(seeder, child, worker, number).await?;
        }
        let newest = budgets::of_child(&mut seeder.write, child.id).await?.into_iter().next();
        let Some(budget) = newest else { continue };
        let Some(parent) = child.parents.first().copied() else { continue };
        if number % 25 == 6 {
            seeder.write.go_to(seeder.at(seeder.today.saturating_sub(6.days()), 19));
            let challenge = challenges::StoredChallenge {
                id: seeder.write.id(),
                budget: budget.id,
                child: child.id,
                asked_by: parent,
                asked_at: seeder.write.moment().at,
                why: "The nights are harder than the answers say: we are up three times, not once.".to_owned(),
                answer_by: seeder.today.saturating_add(14.days()),
                outcome: None,
                decided: None,
                reasons: None,
                answered_by: None,
                answered_at: None,
                version: 1,
            };
            challenges::insert(&mut seeder.write, &challenge).await?;
            record(seeder, child, Action::ChallengeBudget, Some(parent), format!("challenge {}", challenge.id));
        }
        if number % 30 == 14 {
            seeder.write.go_to(seeder.at(seeder.today.saturating_sub(11.days()), 15));
            let request = NewRequest {
                budget: budget.id,
                child: child.id,
                kind: "exceptional",
                stream: "social-care",
                ground: "crucial-support",
                asked_by: worker,
                why: "Two carers are needed at once for moving safely, and the table has no line for that.",
                figure: Some(budget.total),
            };
            let decision = decisions::ask(&mut seeder.write, &request).await?;
            record(seeder, child, Action::AskExceptional, Some(worker), format!("decision {decision}"));
        }
    }
    open_a_record(seeder, children, staff).await
}

async fn write_note(seeder: &mut Seeder<'_>, child: &Child, worker: PersonId, number: usize) -> Result<(), Failure> {
    let day = seeder.today.saturating_sub(seeder.number(3, 400).days());
    seeder.write.go_to(seeder.at(day, 14));
    let text = NOTES.get(number % NOTES.len()).copied().unwrap_or_default();
    let about = child.parents.get(1).copied().filter(|_| number % 12 == 9);
    let body = if about.is_some() { "A neighbour rang about shouting at night; to be looked into." } else { text };
    let note = notes::insert(&mut seeder.write, child.id, worker, about, body, about.is_some()).await?;
    let action = if about.is_some() { Action::WriteHiddenNote } else { Action::WriteNote };
    record(seeder, child, action, Some(worker), format!("note {note}"));
    Ok(())
}

/// Two days ago somebody of another team had to look.
async fn open_a_record(seeder: &mut Seeder<'_>, children: &[Child], staff: &Staff) -> Result<(), Failure> {
    let (Some(child), Some(worker)) = (children.get(3), staff.key_workers.last().copied()) else { return Ok(()) };
    let day = seeder.today.saturating_sub(2.days());
    seeder.write.go_to(seeder.at(day, 21));
    let until = seeder.at(day, 23);
    let reason = "The out-of-hours line had a call from the child's grandmother; nobody of the team could be reached.";
    let opened = broken_glass::insert(&mut seeder.write, worker, child.id, reason, until).await?;
    record(seeder, child, Action::BreakGlass, Some(worker), format!("opened record {opened}"));
    Ok(())
}
