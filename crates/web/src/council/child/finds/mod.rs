//! `/council/children/{child}/money/finds`: what a worker obtained for a child: paid out of the small budget today and explained
//! within a week, or had without paying.

use actions::ActionError;
use actions::money::{MoneyView, NewFind, explain_find, float_left, has_own_money, record_find, trial_balance_streams};
use actions::plan::carry_on;
use axum::extract::Path;
use axum::response::Response;
use jiff::ToSpan;
use seven_core::access::Action;
use seven_core::money::Find;
use seven_core::money::find::{EXPLAIN_DAYS, FindStatus};
use seven_core::{FindId, Pence, PersonId};
use store::papers::{self, Stored};

use super::{Known, home};
use crate::council::layout::{Form, Office, back, refuse};
use crate::council::shown;
use crate::fault::Fault;
use crate::parts::form::{Button, Choice, Posted};
use crate::parts::show::{Cell, Column, Empty, Row, SummaryList, Table, Tag, Tone};
use crate::sent::Sent;
use crate::streams::called;
use crate::visit::Visit;
use crate::words::PageWords;

const FOLDER: &str = "council/child/finds";

fn at(child: PersonId) -> String {
    format!("{}/money/finds", home(child))
}

/// What was obtained, and the forms.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    page(&visit, &Posted::empty(visit.words(FOLDER))).await
}

async fn page(visit: &Visit, posted: &Posted) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let known = Known::of(visit).await?;
    let (child, me) = (known.child.id, visit.person().ok_or(Fault::SignInFirst)?);
    let mut reading = visit.reading().await?;
    let mut finds = papers::of_child::<Find>(&mut reading, child).await?;
    finds.reverse();
    let mut left = Vec::new();
    for stream in trial_balance_streams(&mut reading).await? {
        let sum = float_left(&mut reading, me, &stream).await?;
        if sum > Pence::ZERO {
            left.push((stream, sum));
        }
    }
    let own = Own {
        money: !MoneyView::load(&mut reading, child, visit.moment.today).await?.streams.is_empty(),
        is_paid: has_own_money(&mut reading, child).await?,
    };
    drop(reading);
    let mut office = known.page(visit, w, "money").mended(posted).heading(w.t("title")).say(w.t("lead"));
    let rows: Vec<Row> = left.iter().map(|(stream, sum)| Row::new(called(stream), sum.to_string())).collect();
    office = if rows.is_empty() {
        office.say(w.t("no_float"))
    } else {
        office.with(&SummaryList::new(rows).titled(w.t("left")))
    };
    office = match finds.is_empty() {
        true => office.with(&Empty::new(w, w.t("none"))),
        false => office.with(&table(w, &finds)),
    };
    office = explaining(visit, office, (child, me), &finds, posted);
    office = recording(visit, office, child, &left, posted);
    stepping_up(visit, office, &known, &own, !finds.is_empty()).shown()
}

/// What money the family has of its own.
struct Own {
    money: bool,
    is_paid: bool,
}

/// The way on, into money of the family's own.
fn stepping_up(visit: &Visit, office: Office, known: &Known, own: &Own, has_finds: bool) -> Office {
    let w = visit.words(FOLDER);
    let child = known.child.id;
    let office = office.heading(w.t("step_title"));
    if own.money {
        let key = if own.is_paid { "has_own" } else { "has_own_soon" };
        return office.say(w.find(key).unwrap_or(key)).link(w.t("link.money"), &format!("{}/money", home(child)));
    }
    let office = office.say(w.t("step_up")).link(w.t("link.plan"), &format!("{}/plan", home(child)));
    if !has_finds || !known.may(Action::WritePlan) {
        return office;
    }
    let form = Form::new(visit, format!("{}/carry-on", at(child))).button(Button::new(w.t("carry_on")));
    office.with(&form)
}

/// Goes on with a plan: what was obtained so far is its beginning.
pub async fn step_up(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let mut posted = sent.posted(visit.words(FOLDER));
    let child = visit.child()?;
    match carry_on(&visit.signed_caller()?, child).await {
        Ok(plan) => Ok(back(&format!("{}/plan/{plan}", home(child)), "carried-on")),
        Err(error) => {
            refuse(&mut posted, visit.words(FOLDER), error)?;
            page(&visit, &posted).await
        }
    }
}

fn table(w: PageWords, finds: &[Stored<Find>]) -> Table {
    let columns = vec![
        Column::day(w.t("column.day")),
        Column::new(w.t("column.what")),
        Column::number(w.t("column.sum")),
        Column::new(w.t("column.state")),
        Column::new(w.t("column.explained")),
    ];
    let row = |one: &Stored<Find>| {
        let paper = &one.paper;
        let sum = match (paper.status, paper.worth) {
            (FindStatus::Free, Some(worth)) => w.say("worth_of", &[("worth", &worth)]),
            (FindStatus::Free, None) => w.t("for_nothing").to_owned(),
            _ => paper.amount.to_string(),
        };
        let tone = match paper.status {
            FindStatus::ToExplain => Tone::Attention,
            FindStatus::Explained | FindStatus::Free => Tone::Good,
        };
        vec![
            Cell::text(shown::day(paper.on)),
            Cell::text(paper.what.clone()),
            Cell::text(sum),
            Cell::Tag(Tag::new(shown::coded(w, "find-status", paper.status.code()), tone)),
            Cell::text(paper.explained.as_ref().map(|(_, words)| words.clone()).unwrap_or_default()),
        ]
    };
    Table::new(w, w.t("found"), columns, finds.iter().map(row).collect())
}

/// What is to be explained by whoever bought it.
fn explaining(
    visit: &Visit,
    office: Office,
    (child, me): (PersonId, PersonId),
    finds: &[Stored<Find>],
    posted: &Posted,
) -> Office {
    let w = visit.words(FOLDER);
    let own = finds.iter().filter(|one| one.paper.worker == me && one.paper.status == FindStatus::ToExplain);
    let choice = |one: &Stored<Find>| {
        let until = one.paper.on.saturating_add(EXPLAIN_DAYS.days());
        let values: [(&str, &dyn std::fmt::Display); 3] =
            [("what", &one.paper.what), ("sum", &one.paper.amount), ("until", &shown::day(until))];
        Choice::new(one.id.to_string(), w.say("explain_what", &values))
    };
    let open: Vec<Choice> = own.map(choice).collect();
    if open.is_empty() {
        return office;
    }
    let form = Form::new(visit, format!("{}/explain", at(child)))
        .field(&posted.field("find").select(open))
        .field(&posted.field("words").text_area(2_000).rows(3))
        .button(Button::new(w.t("explain")));
    office.heading(w.t("explain_title")).with(&form)
}

fn recording(visit: &Visit, office: Office, child: PersonId, left: &[(String, Pence)], posted: &Posted) -> Office {
    let w = visit.words(FOLDER);
    let streams: Vec<Choice> = left.iter().map(|(stream, _)| Choice::new(stream.clone(), called(stream))).collect();
    let mut office = office;
    if !streams.is_empty() {
        let form = Form::new(visit, at(child))
            .field(&posted.field("what").text())
            .field(&posted.field("stream").select(streams))
            .field(&posted.field("amount").money())
            .button(Button::new(w.t("spend")));
        office = office.heading(w.t("spend_title")).with(&form);
    }
    let form = Form::new(visit, format!("{}/free", at(child)))
        .field(&posted.field("free-what").text())
        .field(&posted.field("worth").money())
        .button(Button::new(w.t("found_free")).secondary());
    office.heading(w.t("free_title")).say(w.t("free_lead")).with(&form)
}

/// Spends out of the small budget.
pub async fn spend(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let posted = sent.posted(visit.words(FOLDER));
    let (stream, what) = (posted.value("stream").to_owned(), posted.value("what").to_owned());
    let new = match Pence::read(posted.value("amount")) {
        Ok(amount) if amount > Pence::ZERO => Ok(NewFind { stream, what, amount, worth: None }),
        _ => Err(ActionError::invalid("amount", "no-sum")),
    };
    recorded(&visit, posted, new, "what").await
}

/// Writes down what was had without paying.
pub async fn free(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let posted = sent.posted(visit.words(FOLDER));
    let what = posted.value("free-what").to_owned();
    let worth = match posted.value("worth") {
        "" => Ok(None),
        text => Pence::read(text).map(Some).map_err(|_| ActionError::invalid("worth", "no-sum")),
    };
    let new = worth.map(|worth| NewFind { stream: String::new(), what, amount: Pence::ZERO, worth });
    recorded(&visit, posted, new, "free-what").await
}

async fn recorded(
    visit: &Visit,
    mut posted: Posted,
    new: Result<NewFind, ActionError>,
    field: &str,
) -> Result<Response, Fault> {
    let child = visit.child()?;
    let done = match new {
        Ok(new) => record_find(&visit.signed_caller()?, child, new).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(_) => Ok(back(&at(child), "find-kept")),
        Err(error) => {
            let error = match error {
                ActionError::Rule(problem) if problem.code == "empty" => {
                    ActionError::Invalid(vec![actions::Problem { field: field.to_owned(), ..problem }])
                }
                other => other,
            };
            refuse(&mut posted, visit.words(FOLDER), error)?;
            page(visit, &posted).await
        }
    }
}

/// Explains what was bought.
pub async fn explain(visit: Visit, Path(_): Path<String>, sent: Sent) -> Result<Response, Fault> {
    let mut posted = sent.posted(visit.words(FOLDER));
    let child = visit.child()?;
    let words = posted.value("words").to_owned();
    let done = match posted.value("find").parse::<FindId>() {
        Err(_) => Err(ActionError::invalid("find", "choose-from-the-list")),
        Ok(_) if words.is_empty() => Err(ActionError::invalid("words", "empty")),
        Ok(id) => explain_find(&visit.signed_caller()?, child, id, &words).await,
    };
    match done {
        Ok(()) => Ok(back(&at(child), "find-explained")),
        Err(error) => {
            refuse(&mut posted, visit.words(FOLDER), error)?;
            page(&visit, &posted).await
        }
    }
}
