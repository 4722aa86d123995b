//! Writing on one's own sheet: one answer or many, from any device.

use std::collections::BTreeMap;

use ras::Scheme;
use ras::scheme::{Answerer, Question, QuestionKind};
use seven_core::access::{Action, Permit};
use seven_core::assessment::{Capacity, Sharing, Sheet};
use seven_core::audit::Event;
use seven_core::{AssessmentId, PersonId};
use store::sheets::{self, Answer, StoredSheet};
use store::{StoreError, Writing, assessments};

use super::round::{Round, capacity_of};
use crate::{ActionError, Caller, Problem};

/// The most that somebody may write beside an answer, in characters.
pub const MOST_REMARK_CHARACTERS: usize = 2_000;

/// What came of saving.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Saved {
    /// How many answers were not as they had been.
    pub changed: usize,
    /// The sheet's version now.
    pub version: i64,
}

/// Keeps answers on the caller's own sheet; the first makes the sheet. `version` is the one the form was made from: an
/// answer that changed since then, by the same person on another device or somebody beside them, is not written over.
///
/// # Errors
/// Refused without [`Action::AnswerSheet`]; invalid, all fields at once, where an answer is none that the question allows;
/// [`StoreError::Changed`] where an answer changed in the meantime; a rule once the answers are handed in.
pub async fn save_answers(
    caller: &Caller,
    child: PersonId,
    assessment: AssessmentId,
    version: i64,
    answers: &[Answer],
) -> Result<Saved, ActionError> {
    let permit = caller.permit_for(Action::AnswerSheet, child).await?;
    let mut write = caller.writing(&permit).await?;
    let round = Round::load(&mut write, child, assessment, caller.moment.today).await?;
    round.takes_answers()?;
    let (mut stored, is_new) = own_or_new(&mut write, &round, &permit).await?;
    let answers = read(&round, stored.sheet.capacity, answers)?;
    let changed: Vec<Answer> = answers.into_iter().filter(|answer| is_other(&stored, answer)).collect();
    if !is_new && changed.is_empty() {
        return Ok(Saved { changed: 0, version: stored.version });
    }
    let newer = |answer: &Answer| stored.versions.get(&answer.question).is_some_and(|at| *at > version);
    if changed.iter().any(newer) {
        return Err(StoreError::Changed("answer").into());
    }
    // what is finished and then changed is being written again
    stored.sheet.is_finished = false;
    sheets::save(&mut write, &stored, &changed).await?;
    let event = Event::of(&permit, format!("sheet {}", stored.sheet.id)).with("answers", changed.len());
    write.commit(event).await?;
    Ok(Saved { changed: changed.len(), version: stored.version.saturating_add(1) })
}

/// The caller's own sheet; where there is none, a new one with what is known already: the date of birth, and what the same
/// person answered last time, so that nobody is asked twice.
async fn own_or_new(write: &mut Writing, round: &Round, permit: &Permit) -> Result<(StoredSheet, bool), ActionError> {
    let author = permit.actor().ok_or_else(|| ActionError::rule("nobody-signed-in"))?;
    if let Some(own) = round.own(author) {
        return Ok((own.clone(), false));
    }
    let capacity = permit.seat().and_then(capacity_of).unwrap_or(Capacity::Professional);
    let sheet = new_sheet(write, round, author, capacity);
    sheets::insert(write, &sheet).await?;
    let known = known_before(write, round, author).await?;
    let mut sheet = sheet;
    if !known.is_empty() {
        sheets::save(write, &sheet, &known).await?;
        sheet.version += 1;
        for answer in known {
            sheet.sheet.answers.insert(answer.question.clone(), answer.answer);
            sheet.remarks.insert(answer.question, answer.remark);
        }
    }
    Ok((sheet, true))
}

pub(super) fn new_sheet(write: &Writing, round: &Round, author: PersonId, capacity: Capacity) -> StoredSheet {
    StoredSheet {
        sheet: Sheet {
            id: write.id(),
            author,
            capacity,
            entered_by: None,
            is_on_paper: false,
            is_finished: false,
            answers: BTreeMap::new(),
            sharing: Sharing::default(),
        },
        assessment: round.assessment.id,
        child: round.assessment.child,
        remarks: BTreeMap::new(),
        versions: BTreeMap::new(),
        changed_at: write.moment().at,
        version: 1,
    }
}

/// What is known before a person has answered anything in this round.
async fn known_before(write: &mut Writing, round: &Round, author: PersonId) -> Result<Vec<Answer>, ActionError> {
    let mut known: BTreeMap<String, Answer> = BTreeMap::new();
    let before = assessments::of_child(write, round.assessment.child).await?;
    if let Some(last) = before.iter().find(|one| one.id != round.assessment.id && one.told_at.is_some()) {
        let sheets = sheets::of_assessment(write, last.id).await?;
        for stored in sheets.iter().filter(|stored| stored.sheet.author == author) {
            for (question, answer) in &stored.sheet.answers {
                let remark = stored.remarks.get(question).cloned().unwrap_or_default();
                let answer = Answer { question: question.clone(), answer: answer.clone(), remark };
                known.insert(question.clone(), answer);
            }
        }
    }
    for (question, answer) in born(&round.loaded.scheme, round) {
        known.insert(question.clone(), Answer { question, answer, remark: String::new() });
    }
    // a question may have changed since last time: what it no longer allows is asked anew
    Ok(known.into_values().filter(|answer| check(round, answer).is_ok()).collect())
}

/// The date of birth, for questions that ask for it.
pub(super) fn born<'r>(scheme: &'r Scheme, round: &'r Round) -> impl Iterator<Item = (String, String)> + 'r {
    let asks = |question: &&Question| matches!(question.kind, QuestionKind::DateOfBirth { .. });
    let born = round.child.born.map(|born| born.to_string());
    scheme.questions.iter().filter(asks).filter_map(move |question| Some((question.id.clone(), born.clone()?)))
}

/// Answers trimmed and checked; those that are another person's to give are left out.
pub(super) fn read(round: &Round, capacity: Capacity, answers: &[Answer]) -> Result<Vec<Answer>, ActionError> {
    let mut problems = Vec::new();
    let mut read = Vec::new();
    for answer in answers {
        let answer = Answer {
            question: answer.question.clone(),
            answer: answer.answer.trim().to_owned(),
            remark: answer.remark.trim().to_owned(),
        };
        match check(round, &answer) {
            Err(problem) => problems.push(problem),
            Ok(question) if is_theirs(question, capacity) => read.push(answer),
            Ok(_) => {}
        }
    }
    if problems.is_empty() { Ok(read) } else { Err(ActionError::Invalid(problems)) }
}

fn check<'r>(round: &'r Round, answer: &Answer) -> Result<&'r Question, Problem> {
    let question = round.loaded.scheme.questions.iter().find(|question| question.id == answer.question);
    let question = question.ok_or_else(|| Problem::new(&answer.question, "no-such-question"))?;
    if answer.remark.chars().count() > MOST_REMARK_CHARACTERS {
        let field = format!("remark-{}", answer.question);
        return Err(Problem::new(field, "remark-too-long").with("most", MOST_REMARK_CHARACTERS.to_string()));
    }
    let calculator = &round.loaded.calculator;
    let input = calculator.input_index(&question.id).and_then(|at| calculator.inputs.get(at));
    match input.map(|input| input.code(&answer.answer)) {
        _ if answer.answer.is_empty() => Ok(question),
        Some(Ok(_)) => Ok(question),
        Some(Err(allowed)) => Err(Problem::new(&answer.question, kind_of_fault(question)).with("allowed", allowed)),
        None => Err(Problem::new(&answer.question, "no-such-question")),
    }
}

/// Words for people depend on what is asked.
fn kind_of_fault(question: &Question) -> &'static str {
    match question.kind {
        QuestionKind::Whole { .. } | QuestionKind::Decimal { .. } => "answer-not-a-number",
        QuestionKind::DateOfBirth { .. } | QuestionKind::Date => "answer-not-a-day",
        _ => "answer-not-in-the-list",
    }
}

/// Whether a question is for whoever answers in this capacity.
fn is_theirs(question: &Question, capacity: Capacity) -> bool {
    let who: &[Answerer] = &question.answered_by;
    who.is_empty()
        || match capacity {
            Capacity::Child => who.contains(&Answerer::Child) || who.contains(&Answerer::YoungPerson),
            Capacity::Parent | Capacity::PeerHelper => who.contains(&Answerer::ParentCarer),
            Capacity::Professional => who.contains(&Answerer::Professional),
            Capacity::StaffFromPaper => true,
        }
}

fn is_other(stored: &StoredSheet, answer: &Answer) -> bool {
    let was = stored.sheet.answers.get(&answer.question).map_or("", String::as_str);
    let remark = stored.remarks.get(&answer.question).map_or("", String::as_str);
    was != answer.answer || remark != answer.remark
}
