//! `/council/children/{child}/answers`: everybody's answers side by side, where they differ, settling each with a reason, and
//! telling the family the figure.

use actions::assessment::{Preview, Round, Settling, viewer_of};
use actions::pot::Shortfall;
use actions::{ActionError, assessment};
use axum::response::Response;
use seven_core::access::Action;
use seven_core::assessment::{Reason, Status};
use seven_core::budget::StreamBudget;
use seven_core::{AssessmentId, PersonId};
use store::sheets::StoredSheet;
use store::{assessments, people};

use super::{Known, home};
use crate::council::layout::{Form, Office, back, refuse};
use crate::council::shown;
use crate::fault::Fault;
use crate::parts::form::{Button, Choice, Posted};
use crate::parts::show::{Cell, Column, Empty, Inset, Notice, Table, Tag, Tone};
use crate::sent::Sent;
use crate::streams::called;
use crate::visit::Visit;
use crate::words::PageWords;

/// The newest round.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    page(&visit, &Posted::empty(visit.words("council/child/answers"))).await
}

async fn page(visit: &Visit, posted: &Posted) -> Result<Response, Fault> {
    let w = visit.words("council/child/answers");
    let known = Known::of(visit).await?;
    let today = visit.moment.today;
    let mut reading = visit.reading().await?;
    let rounds = assessments::of_child(&mut reading, known.child.id).await?;
    let mut office = known.page(visit, w, "answers").mended(posted);
    let newest = rounds.iter().find(|one| !matches!(one.status, Status::Superseded | Status::Withdrawn));
    let Some(newest) = newest else { return begin(visit, &known, office, Reason::First).shown() };
    let round = Round::of(&mut reading, newest.clone(), today).await?;
    office = office.with(&Tag::new(shown::coded(w, "status", newest.status.code()), Tone::Active));
    if !newest.status_why.is_empty() {
        office = office.with(&Inset::new(newest.status_why.clone()));
    }
    let seat = visit.permit.as_ref().and_then(|permit| permit.seat());
    let viewer = visit.person().zip(seat).map(|(person, seat)| viewer_of(person, seat)).ok_or(Fault::SignInFirst)?;
    let seen = round.seen_by(viewer, today);
    let hidden = round.sheets.len().saturating_sub(seen.len());
    let names = authors(&mut reading, &seen).await?;
    office = if seen.is_empty() {
        office.with(&Empty::new(w, w.t("none_seen")))
    } else {
        office.with(&side_by_side(w, &round, &seen, &names))
    };
    if hidden > 0 {
        office = office.say(&w.count("hidden", u64::try_from(hidden).unwrap_or(0)));
    }
    for one in &seen {
        let remarks: Vec<String> = one
            .remarks
            .iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(question, text)| format!("{}: {text}", worded(&round, question)))
            .collect();
        if !remarks.is_empty() {
            office =
                office.heading(&w.say("remarks", &[("name", &name_of(&names, one.sheet.author))])).bullets(&remarks);
        }
    }
    if newest.status == Status::Settled
        && known.may(Action::SettleAnswers)
        && let Some(preview) = assessment::preview(&visit.signed_caller()?, known.child.id, newest.id).await?
    {
        office = warned(w, office, &preview.short).with(&figure(w, &preview));
    }
    office = steps(visit, &known, &round, office, posted);
    office.shown()
}

fn begin(visit: &Visit, known: &Known, office: Office, reason: Reason) -> Office {
    let w = visit.words("council/child/answers");
    let office = office.with(&Empty::new(w, w.t("none")));
    if !known.may(Action::OpenAssessment) {
        return office;
    }
    let to = format!("{}/answers/open", home(known.child.id));
    office.with(&Form::new(visit, to).hidden("reason", reason).button(Button::new(w.t("begin"))))
}

type Names = Vec<(PersonId, String)>;

async fn authors(at: &mut store::Reading, sheets: &[&StoredSheet]) -> Result<Names, Fault> {
    let mut names = Vec::new();
    for stored in sheets {
        let author = stored.sheet.author;
        let name = people::find(at, author).await?.map(|person| person.name.shown()).unwrap_or_default();
        names.push((author, name));
    }
    Ok(names)
}

fn name_of(names: &Names, person: PersonId) -> String {
    names.iter().find(|(id, _)| *id == person).map(|(_, name)| name.clone()).unwrap_or_default()
}

/// A question as the scheme words it.
fn worded(round: &Round, question: &str) -> String {
    let words = round.loaded.scheme.words_in(&round.loaded.scheme.language);
    let own = words.questions.get(question).and_then(|one| one.text.clone());
    own.unwrap_or_else(|| question.to_owned())
}

/// An answer as the scheme words it.
fn option(round: &Round, question: &str, value: &str) -> String {
    let words = round.loaded.scheme.words_in(&round.loaded.scheme.language);
    let own = words.questions.get(question).and_then(|one| one.options.get(value).cloned());
    own.or_else(|| value.parse().ok().map(shown::day)).unwrap_or_else(|| value.to_owned())
}

fn side_by_side(w: PageWords, round: &Round, seen: &[&StoredSheet], names: &Names) -> Table {
    let mut columns = vec![Column::new(w.t("question"))];
    for stored in seen {
        let sheet = &stored.sheet;
        let name = name_of(names, sheet.author);
        let capacity = shown::coded(w, "capacity", sheet.capacity.code());
        let paper = if sheet.is_on_paper { w.t("on_paper") } else { "" };
        let open = if sheet.is_finished { "" } else { w.t("unfinished") };
        columns.push(Column::new(format!("{name}, {capacity}{paper}{open}")));
    }
    columns.push(Column::new(w.t("apart")));
    columns.push(Column::new(w.t("settled")));
    let differences = round.differences();
    let row = |question: &ras::scheme::Question| {
        let id = question.id.as_str();
        let mut cells = vec![Cell::text(worded(round, id))];
        for stored in seen {
            let answer = stored.sheet.answers.get(id).map(|value| option(round, id, value));
            cells.push(Cell::text(answer.unwrap_or_default()));
        }
        let apart = differences.iter().find(|one| one.question == id);
        cells.push(match apart {
            Some(one) => {
                Cell::Tag(Tag::new(w.count("levels", u64::from(one.levels_apart.unwrap_or(1))), Tone::Attention))
            }
            None => Cell::text(""),
        });
        let settled = round.settlements.iter().find(|one| one.question == id);
        cells.push(Cell::text(
            settled.map(|one| format!("{}: {}", option(round, id, &one.value), one.reason)).unwrap_or_default(),
        ));
        cells
    };
    let rows = round.loaded.scheme.questions.iter().map(row).collect();
    Table::new(w, w.t("title"), columns, rows)
}

/// The figure as it would be told, so that nobody tells one that they have not seen.
fn figure(w: PageWords, preview: &Preview) -> Table {
    let columns = vec![Column::new(w.t("column.stream")), Column::number(w.t("column.amount"))];
    let row = |one: &StreamBudget| {
        let amount = match one.amount {
            Some(amount) => w.say(&format!("period.{}", one.period), &[("sum", &amount)]),
            None => one.reason.clone(),
        };
        vec![Cell::text(called(&one.stream)), Cell::text(amount)]
    };
    let table = Table::new(w, w.t("to_be_told"), columns, preview.streams.iter().map(row).collect());
    match preview.totals.get("year").filter(|_| preview.totals.len() == 1) {
        Some(sum) => table.total(vec![Cell::text(w.t("together")), Cell::text(w.say("period.year", &[("sum", sum)]))]),
        None => table,
    }
}

/// What the figure would do to the pots, before it is told.
fn warned(w: PageWords, mut office: Office, short: &[Shortfall]) -> Office {
    for (at, one) in short.iter().enumerate() {
        let (stream, sum) = (called(&one.stream), one.over_by);
        let text = match &one.allowed {
            Some(decision) => {
                let day = shown::instant(decision.decided_at);
                w.say("pot_allowed", &[("stream", &stream), ("sum", &sum), ("name", &decision.name), ("day", &day)])
            }
            None => w.say("pot_short", &[("stream", &stream), ("sum", &sum)]),
        };
        office = office.with(&Notice::information(w, text).id(format!("pot-{at}")));
    }
    office
}

/// What can be done next.
fn steps(visit: &Visit, known: &Known, round: &Round, mut office: Office, posted: &Posted) -> Office {
    let w = visit.words("council/child/answers");
    let (id, status) = (round.assessment.id, round.assessment.status);
    let form =
        |what: &str| Form::new(visit, format!("{}/answers/{what}", home(known.child.id))).hidden("assessment", id);
    if status.takes_answers() && known.may(Action::EnterPaper) {
        office = office.link(w.t("paper"), &format!("{}/paper", home(known.child.id)));
    }
    let may_settle = known.may(Action::SettleAnswers);
    if may_settle && matches!(status, Status::Submitted | Status::Settling) {
        let open = round.differences();
        let unsettled = open.iter().filter(|one| !round.settlements.iter().any(|done| done.question == one.question));
        let mut settle = form("settle").hidden("version", round.assessment.version);
        for one in unsettled {
            settle = question_fields(settle, w, round, &one.question, posted);
        }
        office =
            office.heading(w.t("settle_title")).say(w.t(if open.is_empty() { "nothing_apart" } else { "settle_lead" }));
        office = office.with(&settle.button(Button::new(w.t(if open.is_empty() { "settle_none" } else { "settle" }))));
        let more = form("more")
            .field(&posted.field("why").text_area(2_000).rows(3))
            .button(Button::new(w.t("more")).secondary());
        office = office.heading(w.t("more_title")).with(&more);
    }
    if may_settle && status == Status::Settled {
        office = office
            .heading(w.t("tell_title"))
            .say(w.t("tell_lead"))
            .with(&form("tell").button(Button::new(w.t("tell"))));
        let again = form("again")
            .field(&posted.field("why").text_area(2_000).rows(3))
            .button(Button::new(w.t("again")).secondary());
        office = office.heading(w.t("again_title")).with(&again);
    }
    if status == Status::Told {
        if known.may(Action::ViewBudget) {
            office = office.link(w.t("to_budget"), &format!("{}/budget", home(known.child.id)));
        }
        if known.may(Action::OpenAssessment) {
            let reasons = [Reason::ChangedNeeds, Reason::Yearly];
            let choices = reasons.map(|one| Choice::new(one.code(), shown::coded(w, "reason", one.code()))).to_vec();
            let again = Form::new(visit, format!("{}/answers/open", home(known.child.id)))
                .field(&posted.field("reason").radios(choices))
                .button(Button::new(w.t("begin_again")).secondary());
            office = office.heading(w.t("begin_again_title")).with(&again);
        }
    }
    office
}

/// The answer that counts, and why: the answers that were given stand to choose, with all others of the scheme.
fn question_fields(form: Form, w: PageWords, round: &Round, question: &str, posted: &Posted) -> Form {
    let (answer, reason) = (format!("answer-{question}"), format!("reason-{question}"));
    let asked = worded(round, question);
    let field = posted.asking(&answer, asked.clone());
    let why = posted.asking(&reason, w.say("why_this", &[("question", &asked)]));
    let kind = round.loaded.scheme.questions.iter().find(|one| one.id == question).map(|one| &one.kind);
    let options: Vec<String> = match kind {
        Some(ras::scheme::QuestionKind::Levels(options) | ras::scheme::QuestionKind::Choice(options)) => {
            options.clone()
        }
        Some(ras::scheme::QuestionKind::YesNo) => vec!["yes".to_owned(), "no".to_owned()],
        _ => Vec::new(),
    };
    let form = if options.is_empty() {
        form.field(&field.text().characters(10))
    } else {
        let choices = options.into_iter().map(|value| {
            let text = option(round, question, &value);
            Choice::new(value, text)
        });
        form.field(&field.radios(choices.collect()))
    };
    form.field(&why.text_area(2_000).rows(2))
}

async fn answered(visit: Visit, mut posted: Posted, done: Result<&str, ActionError>) -> Result<Response, Fault> {
    match done {
        Ok(what) => Ok(back(&format!("{}/answers", home(visit.child()?)), what)),
        Err(error) => {
            refuse(&mut posted, visit.words("council/child/answers"), error)?;
            page(&visit, &posted).await
        }
    }
}

fn round_of(posted: &Posted) -> Result<AssessmentId, Fault> {
    posted.value("assessment").parse().map_err(|_| Fault::NotFound)
}

/// Begins a round.
pub async fn open(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let posted = sent.posted(visit.words("council/child/answers"));
    let done = match Reason::from_code(posted.value("reason")) {
        Ok(reason) => assessment::open(&visit.signed_caller()?, visit.child()?, reason).await.map(|_| "round-begun"),
        Err(_) => Err(ActionError::invalid("reason", "missing")),
    };
    answered(visit, posted, done).await
}

/// Settles what was chosen.
pub async fn settle(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let settled: Vec<Settling> = sent
        .0
        .iter()
        .filter_map(|(name, value)| Some((name.strip_prefix("answer-")?, value.trim())))
        .filter(|(_, value)| !value.is_empty())
        .map(|(question, value)| Settling {
            question: question.to_owned(),
            value: value.to_owned(),
            reason: sent.value(&format!("reason-{question}")).to_owned(),
        })
        .collect();
    let asks = sent.0.iter().any(|(name, _)| name.starts_with("reason-"));
    let posted = sent.posted(visit.words("council/child/answers"));
    let (id, version) = (round_of(&posted)?, posted.value("version").parse().map_err(|_| Fault::NotFound)?);
    // the form of a round whose sheets agree asks nothing, and is sent to say so
    if settled.is_empty() && asks {
        return answered(visit, posted, Err(ActionError::invalid("", "nothing-chosen"))).await;
    }
    let done = assessment::settle(&visit.signed_caller()?, visit.child()?, id, version, &settled).await;
    let done = done.map(|open| if open.is_empty() { "all-settled" } else { "some-settled" });
    answered(visit, posted, done).await
}

/// Gives the round back to the family.
pub async fn more(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let posted = sent.posted(visit.words("council/child/answers"));
    let (caller, child, round) = (visit.signed_caller()?, visit.child()?, round_of(&posted)?);
    let done = assessment::ask_for_more(&caller, child, round, posted.value("why")).await.map(|()| "asked-for-more");
    answered(visit, posted, done).await
}

/// Takes settled answers up again.
pub async fn again(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let posted = sent.posted(visit.words("council/child/answers"));
    let (caller, child, round) = (visit.signed_caller()?, visit.child()?, round_of(&posted)?);
    let done = assessment::talk_again(&caller, child, round, posted.value("why")).await.map(|()| "talked-again");
    answered(visit, posted, done).await
}

/// Tells the family the figure.
pub async fn tell(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let posted = sent.posted(visit.words("council/child/answers"));
    let done = assessment::tell(&visit.signed_caller()?, visit.child()?, round_of(&posted)?).await;
    answered(visit, posted, done.map(|_| "told")).await
}
