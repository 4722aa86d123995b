//! `/council/children/{child}/move`: a move away, from the day to what was passed on; and that a child moved in.

use actions::ActionError;
use actions::life::{has_moved, move_of, not_taken, pass_on, providers, record_move, record_moved_in, undo_move};
use actions::money::MoneyView;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use seven_core::PersonId;
use seven_core::life::moving::{LONGEST, MovedIn, Moving, MovingStatus, NewMove, Passed, Place, PlaceKind};
use store::papers::{self, Stored};

use super::{Known, home};
use crate::council::layout::{Form, Office, back, query, refuse};
use crate::council::shown::{self, typed_day};
use crate::documents::printed;
use crate::fault::Fault;
use crate::move_letters::letter;
use crate::parts::document::Blocks;
use crate::parts::form::{Button, Choice, Posted};
use crate::parts::show::{Inset, Row, SummaryList};
use crate::sent::Sent;
use crate::visit::Visit;
use crate::words::PageWords;

const FOLDER: &str = "council/child/moving";

fn at(child: PersonId) -> String {
    format!("{}/move", home(child))
}

/// The page; the letter as a PDF with `?as=pdf`.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    if let (Some("pdf"), Some(documents)) = (query(&visit, "as").as_deref(), &visit.app.documents) {
        let known = Known::of(&visit).await?;
        let mut reading = visit.reading().await?;
        let moving = move_of(&mut reading, known.child.id).await?.ok_or(Fault::NotFound)?;
        let document = letter(&visit, &mut reading, &known.child, &moving.paper).await?;
        drop(reading);
        return printed(documents, document, "letter").await;
    }
    page(&visit, &Posted::empty(visit.words(FOLDER))).await
}

async fn page(visit: &Visit, posted: &Posted) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let known = Known::of(visit).await?;
    let child = known.child.id;
    let mut reading = visit.reading().await?;
    let came = papers::of_child::<MovedIn>(&mut reading, child).await?;
    let moving = move_of(&mut reading, child).await?;
    let mut office = known.page(visit, w, "overview").mended(posted).heading(w.t("title"));
    office = match moving {
        Some(moving) => {
            let document = letter(visit, &mut reading, &known.child, &moving.paper).await?;
            let view = MoneyView::load(&mut reading, child, visit.moment.today).await?;
            let office = office.with(&facts(w, &moving.paper, &providers(&view.streams)));
            let office = steps(visit, office, &moving, posted);
            let mut office = office.heading(w.t("letter"));
            if visit.app.documents.is_some() {
                office = office.link(w.t("pdf"), &format!("{}?as=pdf", at(child)));
            }
            office.with(&Blocks::new(document.blocks))
        }
        None => {
            let form = place(visit, Form::new(visit, at(child)), posted, "")
                .field(&posted.field("day").date())
                .field(&posted.field("told-by").text().at_most(LONGEST))
                .button(Button::new(w.t("record")));
            office.say(w.t("lead")).with(&form)
        }
    };
    drop(reading);
    office = office.heading(w.t("in_title"));
    let lines: Vec<String> = came.iter().map(|one| came_from(w, &one.paper)).collect();
    office = office.bullets(&lines);
    let form = place(visit, Form::new(visit, format!("{}/in", at(child))), posted, "in-")
        .field(&posted.field("in-day").date())
        .field(&posted.field("in-told-by").text())
        .button(Button::new(w.t("record_in")).secondary());
    office.with(&form).shown()
}

/// The fields of a place.
fn place(visit: &Visit, form: Form, posted: &Posted, mark: &str) -> Form {
    let w = visit.words(FOLDER);
    let kinds = PlaceKind::ALL.iter().map(|kind| Choice::new(kind.code(), shown::coded(w, "place-kind", kind.code())));
    form.field(&posted.field(&format!("{mark}kind")).radios(kinds.collect()))
        .field(&posted.field(&format!("{mark}code")).text())
        .field(&posted.field(&format!("{mark}place")).text())
}

fn named(w: PageWords, place: &Place) -> String {
    match place.kind {
        PlaceKind::Council => format!("{} ({})", place.name, place.code),
        PlaceKind::OutOfEngland => place.name.clone(),
        PlaceKind::NotKnown => shown::coded(w, "place-kind", place.kind.code()),
    }
}

fn came_from(w: PageWords, one: &MovedIn) -> String {
    let from = named(w, &one.from);
    w.say("came", &[("from", &from), ("day", &shown::day(one.first_day)), ("told", &one.told_by)])
}

fn facts(w: PageWords, moving: &Moving, providers: &[String]) -> SummaryList {
    let count = |key: &str, number: usize| w.count(key, u64::try_from(number).unwrap_or(u64::MAX));
    let parts = |parts: &[Passed]| {
        let names: Vec<String> = parts.iter().map(|part| shown::coded(w, "part", part.code())).collect();
        names.join(", ")
    };
    let mut rows = vec![
        Row::new(w.t("to"), named(w, &moving.to)),
        Row::new(w.t("day.short"), shown::day(moving.last_day)),
        Row::new(w.t("told-by.short"), moving.told_by.clone()),
        Row::new(w.t("off"), count("payments", moving.called_off.len())),
        Row::new(w.t("spanning"), count("payments", moving.spanning.len())),
    ];
    let by_hand: Vec<&str> =
        providers.iter().filter(|name| !moving.told_providers.contains(name)).map(String::as_str).collect();
    for (key, names) in [("told_providers", moving.told_providers.join(", ")), ("by_hand", by_hand.join(", "))] {
        if !names.is_empty() {
            rows.push(Row::new(w.t(key), names));
        }
    }
    if let Some((_, on, said)) = &moving.yes {
        let said = if said.is_empty() { w.t("nothing").to_owned() } else { parts(said) };
        rows.push(Row::new(w.say("yes_on", &[("day", &shown::day(*on))]), said));
    }
    for (went, _, on) in &moving.passed {
        rows.push(Row::new(w.say("went_on", &[("day", &shown::day(*on))]), parts(went)));
    }
    SummaryList::new(rows)
}

/// What can be done now.
fn steps(visit: &Visit, office: Office, moving: &Stored<Moving>, posted: &Posted) -> Office {
    let w = visit.words(FOLDER);
    let to = at(moving.paper.child);
    let choice = |part: &Passed| Choice::new(part.code(), shown::coded(w, "part", part.code()));
    let open: Vec<Choice> = Passed::ALL.iter().filter(|part| moving.paper.may_go(**part)).map(choice).collect();
    let mut office = office.heading(w.t("pass_title"));
    office = if open.is_empty() {
        office.with(&Inset::new(w.t("pass_none")))
    } else {
        let form = Form::new(visit, format!("{to}/pass"))
            .hidden("version", moving.version)
            .field(&posted.field("parts").checkboxes(open))
            .button(Button::new(w.t("pass")));
        office.say(w.t("pass_lead")).with(&form)
    };
    if moving.paper.status != MovingStatus::Told {
        return office.with(&Inset::new(w.t("is_over")));
    }
    if moving.paper.last_day < visit.moment.today {
        let form =
            Form::new(visit, format!("{to}/over")).hidden("version", moving.version).button(Button::new(w.t("over")));
        office = office.heading(w.t("over_title")).say(w.t("over_lead")).with(&form);
    }
    let form = Form::new(visit, format!("{to}/undo"))
        .hidden("version", moving.version)
        .field(&posted.field("why").text_area(LONGEST).rows(2))
        .button(Button::new(w.t("undo")).warning());
    office.heading(w.t("undo_title")).with(&form)
}

fn read(posted: &Posted, mark: &str) -> Result<(Place, jiff::civil::Date), ActionError> {
    let field = |name: &str| format!("{mark}{name}");
    let marked = |error: ActionError| match error {
        ActionError::Invalid(problems) => ActionError::Invalid(
            problems.into_iter().map(|one| actions::Problem { field: field(&one.field), ..one }).collect(),
        ),
        other => other,
    };
    let kind = PlaceKind::from_code(posted.value(&field("kind")))
        .map_err(|_| ActionError::invalid(&field("kind"), "choose-from-the-list"))?;
    let place = Place::read(kind, posted.value(&field("code")), posted.value(&field("place")));
    let place = place.map_err(|error| marked(not_taken(error)))?;
    let day = typed_day(&posted.date(&field("day"))).ok_or_else(|| ActionError::invalid(&field("day"), "no-day"))?;
    Ok((place, day))
}

/// Writes a move down.
pub async fn send(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let posted = sent.posted(visit.words(FOLDER));
    let child = visit.child()?;
    let done = match read(&posted, "") {
        Ok((to, last_day)) => {
            let new = NewMove { to, last_day, told_by: posted.value("told-by").to_owned() };
            record_move(&visit.signed_caller()?, child, new).await.map(|_| ())
        }
        Err(error) => Err(error),
    };
    answered(&visit, posted, done, "move-kept").await
}

/// Writes down that a child moved in.
pub async fn send_in(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let posted = sent.posted(visit.words(FOLDER));
    let child = visit.child()?;
    let done = match read(&posted, "in-") {
        Ok(from) => record_moved_in(&visit.signed_caller()?, child, from, posted.value("in-told-by")).await.map(|_| ()),
        Err(error) => Err(error),
    };
    let done = done.map_err(|error| match error {
        // the field of this form has another name
        ActionError::Invalid(problems) => ActionError::Invalid(problems.into_iter().map(of_coming).collect()),
        other => other,
    });
    answered(&visit, posted, done, "move-in-kept").await
}

fn of_coming(problem: actions::Problem) -> actions::Problem {
    let is_marked = problem.field.is_empty() || problem.field.starts_with("in-");
    let field = if is_marked { problem.field.clone() } else { format!("in-{}", problem.field) };
    actions::Problem { field, ..problem }
}

fn version(posted: &Posted) -> Result<i64, Fault> {
    posted.value("version").parse().map_err(|_| Fault::NotFound)
}

/// The move does not happen.
pub async fn undo(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let posted = sent.posted(visit.words(FOLDER));
    let (child, version) = (visit.child()?, version(&posted)?);
    let done = undo_move(&visit.signed_caller()?, child, version, posted.value("why")).await;
    answered(&visit, posted, done, "move-undone").await
}

/// They live elsewhere.
pub async fn over(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let posted = sent.posted(visit.words(FOLDER));
    let (child, version) = (visit.child()?, version(&posted)?);
    let done = has_moved(&visit.signed_caller()?, child, version).await;
    answered(&visit, posted, done, "move-over").await
}

/// Passes parts on: the answer is the file to be sent.
pub async fn pass(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let posted = sent.posted(visit.words(FOLDER));
    let (child, version) = (visit.child()?, version(&posted)?);
    let parts = posted.all("parts").into_iter().filter_map(|code| Passed::from_code(code).ok()).collect();
    match pass_on(&visit.signed_caller()?, child, version, parts).await {
        Ok(zip) => {
            let headers =
                [(CONTENT_TYPE, "application/zip"), (CONTENT_DISPOSITION, "attachment; filename=\"hand-over.zip\"")];
            Ok((headers, zip).into_response())
        }
        Err(error) => answered(&visit, posted, Err(error), "").await,
    }
}

async fn answered(
    visit: &Visit,
    mut posted: Posted,
    done: Result<(), ActionError>,
    what: &str,
) -> Result<Response, Fault> {
    match done {
        Ok(()) => Ok(back(&at(visit.child()?), what)),
        Err(error) => {
            refuse(&mut posted, visit.words(FOLDER), error)?;
            page(visit, &posted).await
        }
    }
}
