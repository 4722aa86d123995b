//! What else happens around a child over the years: an invitation, letters read, notes, changed details, taking the lead,
//! trying with a practice budget, a copy of the record.

use std::collections::BTreeSet;

use jiff::ToSpan;
use seven_core::PersonId;
use seven_core::access::Action;
use seven_core::people::Role;
use seven_core::people::consent::SharedPart;
use store::hand_overs::{self, Chosen};
use store::practice::{self, Practice};
use store::{holds, notes};

use super::children::Child;
use super::disputes::look;
use super::rounds::Told;
use super::seed::Seeder;
use super::staff::Staff;
use crate::failure::Failure;

const NOTES: [&str; 6] = [
    "Visited at home. The family would like to try a holiday week with another family.",
    "School says mornings go well, the bus home does not.",
    "Rang about the questions on nights: the family will look at them together.",
    "Met at the Saturday club; showed the swimming badge.",
    "Talked about who could help in the holidays. A cousin would, if somebody showed her the hoist.",
    "The new chair came. It does not go through the kitchen door; the family has asked for an assessment.",
];

const INVITATION: &str = "Hello,\n\nyou can now answer the questions about your child's support online, look at every \
                          letter again, and see who looked at the record.\n\nGo to the council's Seven Steps page, choose \
                          \"Sign in\" and give this e-mail address. You need no password.\n\nYou can do all of it on paper \
                          or by telephone too: 01632 960 001.\n\nExampleshire";

/// Adds what happens around a child.
pub async fn add(seeder: &mut Seeder, child: &Child, staff: &Staff, told: &[Told]) -> Result<(), Failure> {
    invite(seeder, child).await?;
    for told in told {
        read_letter(seeder, child, staff, told)?;
    }
    for count in 0..=child.number % 4 {
        write_note(seeder, child, count).await?;
    }
    if child.number % 6 == 1 {
        change_details(seeder, child)?;
    }
    take_the_lead(seeder, child).await?;
    if child.number % 9 == 4 {
        practise(seeder, child).await?;
    }
    if child.number % 25 == 8 {
        ask_for_a_copy(seeder, child, staff).await?;
    }
    Ok(())
}

async fn invite(seeder: &mut Seeder, child: &Child) -> Result<(), Failure> {
    let day = child.since.saturating_add(1.days()).min(seeder.today);
    let (Some(worker), Some(parent)) = (child.worker(day), child.parents.first().copied()) else { return Ok(()) };
    seeder.go(day, 10);
    let particulars = [("invited", "yes".to_owned())];
    seeder.did(worker, Action::Invite, Some(child.id), format!("person {parent}"), &particulars)?;
    seeder.post(&child.email, "Your page at Exampleshire is ready", INVITATION.to_owned()).await?;
    seeder.go(day, 20);
    seeder.sign_in(parent, "link")?;
    look(seeder, parent, Action::ViewChild, child, "")
}

/// The evening after a figure is told, the family reads the letter; later some look at it again, and who looked.
fn read_letter(seeder: &mut Seeder, child: &Child, staff: &Staff, told: &Told) -> Result<(), Failure> {
    let letter = format!("budget/{}", told.budget);
    let Some(reader) = child.speaker(told.on) else { return Ok(()) };
    seeder.go(told.on, 20);
    seeder.sign_in(reader, "link")?;
    look(seeder, reader, Action::ViewBudget, child, &letter)?;
    let later = told.on.saturating_add(3.days()).min(seeder.today);
    let Some(reader) = child.speaker(later) else { return Ok(()) };
    if child.number.is_multiple_of(2) {
        seeder.go(later, 21);
        look(seeder, reader, Action::ViewBudget, child, &letter)?;
        seeder.pass(4);
        look(seeder, reader, Action::ViewBudget, child, &format!("{letter}/compare"))?;
    }
    if child.number % 3 == 1 {
        seeder.pass(6);
        look(seeder, reader, Action::ViewWhoLooked, child, "who-looked")?;
    }
    seeder.go(later, 11);
    let manager = staff.manager(child.team_at)?;
    for (by, action, page) in [
        (manager, Action::ViewBudget, "budget"),
        (staff.who(Role::Senco)?, Action::ViewAnswers, "answers"),
        (staff.who(Role::HealthCommissioner)?, Action::ViewBudget, "budget"),
        (staff.who(Role::Finance)?, Action::ViewBudget, "packages"),
    ] {
        // schools and health bodies look at the children that are theirs, finance at some
        let is_due = by == manager || child.number % 4 != 1;
        if is_due && seeder.may(by, action, child.id) {
            let subject = format!("page /council/children/{}/{page}", child.id);
            seeder.did(by, action, Some(child.id), subject, &[])?;
            seeder.pass(7);
        }
    }
    Ok(())
}

async fn write_note(seeder: &mut Seeder, child: &Child, count: usize) -> Result<(), Failure> {
    let span = child.since.until(seeder.today).map_or(1, |span| i64::from(span.get_days()));
    let day = child.since.saturating_add(seeder.number(1, span.max(2)).days()).min(seeder.today);
    let Some(worker) = child.worker(day) else { return Ok(()) };
    seeder.go(day, 14);
    let about = child.parents.get(1).copied().filter(|_| child.number % 12 == 9 && count == 0);
    let text = NOTES.get((child.number + count) % NOTES.len()).copied().unwrap_or_default();
    let body = if about.is_some() { "A neighbour rang about shouting at night; to be looked into." } else { text };
    let note = notes::insert(&mut seeder.write, child.id, worker, about, body, about.is_some()).await?;
    let action = if about.is_some() { Action::WriteHiddenNote } else { Action::WriteNote };
    let particulars = [("hidden", about.is_some().to_string())];
    seeder.did(worker, action, Some(child.id), format!("note {note}"), &particulars)?;
    let reader = child.speaker(day).filter(|_| about.is_none() && count == 1);
    if let Some(reader) = reader {
        seeder.go(day, 20);
        look(seeder, reader, Action::ViewNotes, child, "")?;
    }
    Ok(())
}

fn change_details(seeder: &mut Seeder, child: &Child) -> Result<(), Failure> {
    let day = child.since.saturating_add(50.days()).min(seeder.today);
    let Some(by) = child.speaker(day) else { return Ok(()) };
    seeder.go(day, 17);
    let particulars = [("contact", "changed".to_owned())];
    seeder.did(by, Action::EditChild, Some(child.id), format!("person {}", child.id), &particulars)
}

/// A young person who leads has said so, and what their parents go on seeing; some change it later.
async fn take_the_lead(seeder: &mut Seeder, child: &Child) -> Result<(), Failure> {
    let Some(from) = child.leads_from else { return Ok(()) };
    let changed = from.saturating_add(40.days());
    let mut sees: BTreeSet<SharedPart> = [SharedPart::Answers, SharedPart::Budget].into();
    for day in [from, changed] {
        if day > seeder.today || (day == changed && child.number % 4 != 2) {
            continue;
        }
        seeder.go(day, 17);
        seeder.sign_in(child.id, "link")?;
        hand_overs::insert(&mut seeder.write, child.id, &Chosen { agreed_on: day, parent_sees: sees.clone() }).await?;
        let particulars = [("parts-shown", sees.len().to_string())];
        seeder.did(child.id, Action::HandOver, Some(child.id), format!("person {}", child.id), &particulars)?;
        sees.remove(&SharedPart::Answers);
    }
    Ok(())
}

async fn practise(seeder: &mut Seeder, child: &Child) -> Result<(), Failure> {
    let Some(person) = child.parents.first().copied() else { return Ok(()) };
    let first = child.since.saturating_add(4.days()).min(seeder.today);
    let steps: i64 = if child.number.is_multiple_of(2) { 7 } else { 3 };
    for step in 1..=steps {
        seeder.go(first.saturating_add(step.days()).min(seeder.today), 21);
        let notes = [("money".to_owned(), "A day at the trampoline hall for him and a friend".to_owned())].into();
        practice::save(&mut seeder.write, person, &Practice { step, notes }).await?;
        seeder.did(person, Action::Practise, None, "practice", &[("step", step.to_string())])?;
    }
    Ok(())
}

/// A family asks for everything that is held; the record is held back from erasure while a complaint runs.
async fn ask_for_a_copy(seeder: &mut Seeder, child: &Child, staff: &Staff) -> Result<(), Failure> {
    let day = child.since.saturating_add(80.days());
    let Some(by) = child.speaker(day).filter(|_| day < seeder.days_ago(60)) else { return Ok(()) };
    seeder.go(day, 18);
    let particulars = [("rows", "64".to_owned()), ("left-out", "0".to_owned())];
    seeder.did(by, Action::ExportRecord, Some(child.id), format!("record {}", child.id), &particulars)?;
    let head: PersonId = staff.who(Role::HeadOfService)?;
    seeder.go(day.saturating_add(5.days()), 11);
    let id = seeder.write.id();
    holds::place(&mut seeder.write, child.id, id, "A complaint is being looked at.").await?;
    let placed = [("change", "placed".to_owned())];
    seeder.did(head, Action::HoldRecord, Some(child.id), format!("hold {id}"), &placed)?;
    seeder.go(day.saturating_add(55.days()), 11);
    holds::lift(&mut seeder.write, child.id, id, "The complaint has been answered.").await?;
    let lifted = [("change", "lifted".to_owned())];
    seeder.did(head, Action::HoldRecord, Some(child.id), format!("hold {id}"), &lifted)
}
