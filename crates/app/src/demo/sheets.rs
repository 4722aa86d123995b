//! Everybody's own sheet in a round: the family's over a few evenings, the worker's in one sitting, some on paper.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use seven_core::access::Action;
use seven_core::assessment::{Capacity, Sharing, Sheet};
use seven_core::{PersonId, SheetId};
use store::assessments::Assessment;
use store::sheets::{self, Answer, StoredSheet};

use super::children::Child;
use super::seed::Seeder;
use crate::failure::Failure;

/// What families write beside their answer to a question.
const REMARKS: [(&str, &str); 13] = [
    ("eating", "It depends on the food, and on how loud the room is."),
    ("washing-and-dressing", "It goes better with somebody who knows the signs."),
    ("health-care", "The nurse showed us how. We have it in writing."),
    ("feelings", "Changes of plan are the hardest."),
    ("night", "No two nights are alike."),
    ("safe-out", "Roads are the worry."),
    ("settling", "The same people around help more than anything."),
    ("communication", "Pictures work better than words late in the day."),
    ("learning", "Better since the new class."),
    ("free-time", "We would love more of this."),
    ("friends", "One good friend counts for a lot."),
    ("community", "The swimming club knows us well."),
    ("carers-rest", "We take turns where we can."),
];

/// Whose sheet it is, and how it came.
struct Whose {
    author: PersonId,
    capacity: Capacity,
    entered_by: Option<PersonId>,
    is_finished: bool,
}

/// The sheet of whoever speaks for the child; half of it while nothing was handed in. A young person who does not lead yet
/// may have begun one too.
pub async fn of_family(
    seeder: &mut Seeder,
    child: &Child,
    round: &Assessment,
    answers: &BTreeMap<String, String>,
    handed_in: Option<Date>,
) -> Result<(), Failure> {
    let opened_on = seeder.day();
    let Some(author) = child.speaker(opened_on) else { return Ok(()) };
    let capacity = if author == child.id { Capacity::Child } else { Capacity::Parent };
    let paper = child.worker(opened_on).filter(|_| child.number % 13 == 4 && handed_in.is_some());
    let given = if handed_in.is_some() { answers.clone() } else { half(answers) };
    let whose = Whose { author, capacity, entered_by: paper, is_finished: handed_in.is_some() };
    let id = add(seeder, round, whose, &given, Some(child.number)).await?;
    let evenings: i64 = if handed_in.is_some() { 3 } else { 1 };
    for evening in 0..evenings {
        let day = opened_on.saturating_add(evening.days()).min(handed_in.unwrap_or(opened_on));
        if evening > 0 {
            seeder.go(day, 19);
            seeder.sign_in(author, "link")?;
        }
        seeder.pass(11);
        let particulars = [("answers", (given.len() / 3).to_string())];
        let subject = format!("sheet {id}");
        match paper {
            Some(worker) if evening == 0 => {
                seeder.did(worker, Action::EnterPaper, Some(child.id), subject, &[("on-paper", "true".to_owned())])?;
            }
            Some(_) => {}
            None => seeder.did(author, Action::AnswerSheet, Some(child.id), subject, &particulars)?,
        }
    }
    if child.number % 6 == 1 {
        seeder.pass(3);
        let particulars = [("with-child", "true".to_owned()), ("with-parents", "true".to_owned())];
        seeder.did(author, Action::ShareSheets, Some(child.id), format!("sheet {id}"), &particulars)?;
    }
    let has_begun_too = child.number.is_multiple_of(4) && child.age(opened_on) >= 16 && author != child.id;
    if has_begun_too {
        let whose =
            Whose { author: child.id, capacity: Capacity::Child, entered_by: None, is_finished: handed_in.is_some() };
        let own = add(seeder, round, whose, &half(answers), Some(child.number)).await?;
        seeder.did(child.id, Action::AnswerSheet, Some(child.id), format!("sheet {own}"), &[])?;
    }
    Ok(())
}

/// The sheet of the key worker, written shortly before the family hands in.
pub async fn of_worker(
    seeder: &mut Seeder,
    child: &Child,
    (round, handed_in): (&Assessment, Date),
    worker: PersonId,
    answers: &BTreeMap<String, String>,
) -> Result<(), Failure> {
    seeder.go(handed_in, 13);
    let whose = Whose { author: worker, capacity: Capacity::Professional, entered_by: None, is_finished: true };
    let id = add(seeder, round, whose, answers, None).await?;
    seeder.did(worker, Action::ViewChild, Some(child.id), format!("page /council/children/{}", child.id), &[])?;
    seeder.pass(5);
    let particulars = [("answers", answers.len().to_string())];
    seeder.did(worker, Action::AnswerSheet, Some(child.id), format!("sheet {id}"), &particulars)?;
    seeder.pass(12);
    let particulars = [("finished", "true".to_owned())];
    seeder.did(worker, Action::AnswerSheet, Some(child.id), format!("sheet {id}"), &particulars)
}

async fn add(
    seeder: &mut Seeder,
    round: &Assessment,
    whose: Whose,
    answers: &BTreeMap<String, String>,
    remarked_by: Option<usize>,
) -> Result<SheetId, Failure> {
    let sheet = Sheet {
        id: seeder.write.id(),
        author: whose.author,
        capacity: whose.capacity,
        entered_by: whose.entered_by,
        is_on_paper: whose.entered_by.is_some(),
        is_finished: whose.is_finished,
        answers: BTreeMap::new(),
        sharing: Sharing { with_child: true, with_parents: true, with_professionals: true },
    };
    let stored = StoredSheet {
        sheet,
        assessment: round.id,
        child: round.child,
        remarks: BTreeMap::new(),
        versions: BTreeMap::new(),
        changed_at: seeder.write.moment().at,
        version: 1,
    };
    sheets::insert(&mut seeder.write, &stored).await?;
    let remark = |at: usize, question: &str| {
        let is_said = remarked_by.is_some_and(|number| (at + number) % 5 == 4);
        let own = REMARKS.iter().find(|(about, _)| is_said && *about == question);
        own.map(|(_, words)| (*words).to_owned()).unwrap_or_default()
    };
    let row = |(at, (question, answer)): (usize, (&String, &String))| Answer {
        question: question.clone(),
        answer: answer.clone(),
        remark: remark(at, question),
    };
    let rows: Vec<Answer> = answers.iter().enumerate().map(row).collect();
    sheets::save(&mut seeder.write, &stored, &rows).await?;
    Ok(stored.sheet.id)
}

/// Somebody who has come half way.
fn half(answers: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    answers.iter().step_by(2).map(|(question, answer)| (question.clone(), answer.clone())).collect()
}
