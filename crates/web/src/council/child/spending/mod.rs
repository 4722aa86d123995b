//! `/council/children/{child}/money/spending`: what the family has handed in, what is open, and what is to be talked about. The
//! page asks for nothing back: whoever wants money back opens a case.

pub mod paper;
pub mod record;

use std::collections::BTreeMap;

use actions::spending::{LineView, PDF, SpendingView, talks, view, write_talk};
use axum::extract::Path;
use axum::response::Response;
use seven_core::access::Action;
use seven_core::banking::StatementFormat;
use seven_core::monitoring::{SpendingTalk, TalkStatus};
use seven_core::spending::books::Standing;
use seven_core::{Pence, SpendingId};
use store::papers::Stored;
use store::people;
use store::spending::lines::LineState;
use store::spending::records;

use super::{Known, home};
use crate::council::layout::{Form, Office, back, refuse};
use crate::council::shown;
use crate::fault::Fault;
use crate::parts::form::{Button, Posted};
use crate::parts::show::{Cell, Column, Empty, Row, SummaryList, Table, Tag, Tone};
use crate::sent::Sent;
use crate::visit::Visit;
use crate::words::PageWords;

/// The folder of the words.
const FOLDER: &str = "council/child/spending";
/// Lines on the page: whoever wants more looks at the statement.
const ROWS: usize = 100;

/// The page.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    page(&visit, &Posted::empty(visit.words(FOLDER))).await
}

async fn page(visit: &Visit, posted: &Posted) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let known = Known::of(visit).await?;
    let child = known.child.id;
    let caller = visit.signed_caller()?;
    let view = view(&caller, child).await?;
    let talks = talks(&caller, child).await?;
    let mut office = known.page(visit, w, "money").mended(posted).link(w.t("back"), &format!("{}/money", home(child)));
    office = office.link(w.t("to_household"), &format!("{}/money/household", home(child)));
    if known.may(Action::ImportStatement) {
        let at = format!("{}/money/spending", home(child));
        office = office.heading(w.t("on_paper")).say(w.t("on_paper_lead"));
        office = office.link(w.t("paper_statement"), &format!("{at}/paper"));
        for kind in crate::family::spending::records::KINDS {
            let text = shown::coded(w, "paper", kind.code());
            office = office.link(&text, &format!("{at}/paper/{}", kind.code()));
        }
    }
    office = office.heading(w.t("talks")).say(w.t("talks_lead"));
    let (open, held): (Vec<_>, Vec<_>) = talks.iter().partition(|talk| talk.paper.status == TalkStatus::Open);
    if open.is_empty() {
        office = office.with(&Empty::new(w, w.t("nothing_noticed")));
    }
    for talk in open {
        office = one_talk(visit, office, &known, talk, posted);
    }
    if !held.is_empty() {
        office = office.with(&held_talks(visit, w, &held).await?);
    }
    office = office.heading(w.t("overview")).with(&SummaryList::new(counts(w, &view)));
    if !view.statements.is_empty() {
        office = office.with(&statements(w, &view));
    }
    let open: Vec<&LineView> = view.lines.iter().filter(|line| is_open(line)).take(ROWS).collect();
    if !open.is_empty() {
        office = office.with(&open_lines(w, &open));
    }
    if !view.records.is_empty() {
        let pictured = records::pictured(&mut visit.reading().await?, child).await?;
        office = office.with(&written_down(w, &view, &pictured));
    }
    office.shown()
}

fn is_open(line: &LineView) -> bool {
    line.stored.state != LineState::Matched && line.stored.line.pence < Pence::ZERO
}

/// What was noticed, its days, and the form for what was said.
fn one_talk(visit: &Visit, office: Office, known: &Known, talk: &Stored<SpendingTalk>, posted: &Posted) -> Office {
    let w = visit.words(FOLDER);
    let alert = &talk.paper.alert;
    let kind = alert.kind.code();
    let today = visit.moment.today;
    let mut rows = vec![
        Row::new(w.t("noticed_on"), shown::day(talk.paper.noticed_on)),
        Row::new(w.t("talk_by"), crate::dates::clock(w, alert.talk_by, today)),
    ];
    if alert.pence > Pence::ZERO {
        rows.push(Row::new(w.t("about_sum"), alert.pence.to_string()));
    }
    if let Some(last) = alert.ask_by {
        rows.push(Row::new(w.t("ask_by"), w.say("ask_by_day", &[("day", &shown::day(last))])));
    }
    let mut office = office.heading(&shown::coded(w, "noticed", kind)).say(&shown::coded(w, "why", kind));
    office = office.with(&SummaryList::new(rows));
    if !known.may(Action::TalkAboutSpending) {
        return office;
    }
    // a page may have several of these forms: what was typed stands in the one that was sent
    let own = if posted.value("talk") == talk.id.to_string() { posted.clone() } else { Posted::empty(w) };
    let form = Form::new(visit, format!("{}/money/spending/talk", home(known.child.id)))
        .hidden("talk", talk.id)
        .hidden("version", talk.version)
        .field(&own.field("on").date())
        .field(&own.field("said").text_area(2_000))
        .button(Button::new(w.t("keep_talk")));
    office.with(&form)
}

/// Conversations that were held, or that have passed.
async fn held_talks(visit: &Visit, w: PageWords, held: &[&Stored<SpendingTalk>]) -> Result<Table, Fault> {
    let mut reading = visit.reading().await?;
    let mut rows = Vec::new();
    for talk in held.iter().rev() {
        let said = talk.paper.said.as_ref();
        let by = match said {
            Some(said) => people::find(&mut reading, said.by).await?.map(|person| person.name.shown()),
            None => None,
        };
        let tone = if said.is_some() { Tone::Good } else { Tone::Calm };
        rows.push(vec![
            Cell::text(shown::coded(w, "noticed", talk.paper.alert.kind.code())),
            Cell::text(shown::day(talk.paper.noticed_on)),
            Cell::Tag(Tag::new(shown::coded(w, "talk", talk.paper.status.code()), tone)),
            Cell::text(said.map(|said| shown::day(said.on)).unwrap_or_default()),
            Cell::text(said.map(|said| said.words.clone()).unwrap_or_default()),
            Cell::text(by.unwrap_or_default()),
        ]);
    }
    let columns = ["what", "noticed", "state", "talked", "said", "by"]
        .map(|key| Column::new(w.find(&format!("column.{key}")).unwrap_or(key)));
    Ok(Table::new(w, w.t("held"), columns.to_vec(), rows))
}

fn counts(w: PageWords, view: &SpendingView) -> Vec<Row> {
    let of = |state| view.lines.iter().filter(|line| line.stored.state == state).count();
    let open = view.lines.iter().filter(|line| is_open(line) && line.stored.state == LineState::Left);
    let sum = open.clone().fold(0, |sum: i64, line| sum.saturating_add(line.stored.line.pence.0.saturating_abs()));
    let waits = |standing: &Standing| matches!(standing, Standing::Not(_) | Standing::ToPost(_));
    let waiting = view.lines.iter().filter_map(|line| line.standing.as_ref()).filter(|one| waits(one)).count();
    vec![
        Row::new(w.t("count_matched"), of(LineState::Matched).to_string()),
        Row::new(w.t("count_asked"), of(LineState::Asked).to_string()),
        Row::new(w.t("count_left"), w.say("left_sum", &[("count", &open.count()), ("sum", &Pence(sum))])),
        Row::new(w.t("count_waiting"), waiting.to_string()),
        Row::new(w.t("count_records"), view.records.len().to_string()),
    ]
}

fn statements(w: PageWords, view: &SpendingView) -> Table {
    let columns = vec![
        Column::day(w.t("column.until")),
        Column::day(w.t("column.from")),
        Column::new(w.t("column.file")),
        Column::number(w.t("column.opening")),
        Column::number(w.t("column.closing")),
        Column::new(w.t("column.handed_in")),
    ];
    let sum = |sum: Option<Pence>| sum.map(|sum| sum.to_string()).unwrap_or_default();
    let rows = view.statements.iter().map(|one| {
        vec![
            Cell::text(shown::day_or_nothing(one.until)),
            Cell::text(shown::day_or_nothing(one.from)),
            Cell::text(match one.format {
                StatementFormat::Paper => w.t("from_paper").to_owned(),
                _ => one.file_name.clone(),
            }),
            Cell::text(sum(one.opening)),
            Cell::text(sum(one.closing)),
            Cell::text(shown::instant(one.imported_at)),
        ]
    });
    Table::new(w, w.t("statements"), columns, rows.collect())
}

fn open_lines(w: PageWords, open: &[&LineView]) -> Table {
    let columns = vec![
        Column::new(w.t("column.payee")),
        Column::day(w.t("column.day")),
        Column::number(w.t("column.sum")),
        Column::new(w.t("column.state")),
    ];
    let row = |line: &&LineView| {
        let (key, tone) = match line.stored.state {
            LineState::Asked => ("state.asked", Tone::Attention),
            _ => ("state.left", Tone::Active),
        };
        let told = &line.stored.line;
        let payee = if told.payee.trim().is_empty() { &told.reference } else { &told.payee };
        vec![
            Cell::text(payee.clone()),
            Cell::text(shown::day(told.booked)),
            Cell::text(Pence(told.pence.0.saturating_abs()).to_string()),
            Cell::Tag(Tag::new(w.find(key).unwrap_or_default(), tone)),
        ]
    };
    Table::new(w, w.t("open_lines"), columns, open.iter().map(row).collect())
}

/// What was written down, with the picture or PDF of each where there is one.
fn written_down(w: PageWords, view: &SpendingView, pictured: &BTreeMap<SpendingId, String>) -> Table {
    let columns = vec![
        Column::new(w.t("column.payee")),
        Column::new(w.t("column.kind")),
        Column::day(w.t("column.day")),
        Column::number(w.t("column.sum")),
        Column::new(w.t("column.line")),
        Column::new(w.t("column.books")),
        Column::new(w.t("column.file")),
    ];
    let what = |piece| view.plan.iter().find(|line| Some(line.piece) == piece).map(|line| line.what.clone());
    let rows = view.records.iter().take(ROWS).map(|kept| {
        let books = match view.in_books.get(&kept.id) {
            Some(Standing::Not(why)) => shown::coded(w, "not-in-books", why.code()),
            Some(_) => w.t("in_books").to_owned(),
            None => String::new(),
        };
        vec![
            Cell::text(kept.record.payee.clone()),
            Cell::text(shown::coded(w, "kind", kept.record.kind.code())),
            Cell::text(shown::day(kept.record.day)),
            Cell::text(kept.record.pence.to_string()),
            Cell::text(what(kept.record.piece).unwrap_or_default()),
            Cell::text(books),
            match pictured.get(&kept.id) {
                Some(kind) => {
                    let text = w.say(if kind == PDF { "pdf_of" } else { "photo_of" }, &[("name", &kept.record.payee)]);
                    Cell::link(text, format!("{}/money/spending/records/{}", home(kept.child), kept.id))
                }
                None => Cell::text(""),
            },
        ]
    });
    Table::new(w, w.t("records"), columns, rows.collect())
}

/// Keeps what was said.
pub async fn talk(visit: Visit, _path: Path<String>, sent: Sent) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let child = visit.child()?;
    let mut posted = sent.posted(w);
    let id = posted.value("talk").parse().map_err(|_| Fault::NotFound)?;
    let version = posted.value("version").parse().map_err(|_| Fault::NotFound)?;
    let on = shown::typed_day(&posted.date("on"));
    let said = posted.value("said").to_owned();
    match write_talk(&visit.signed_caller()?, child, (id, version), (on, &said)).await {
        Ok(()) => Ok(back(&format!("{}/money/spending", home(child)), "talk-kept")),
        Err(error) => {
            refuse(&mut posted, w, error)?;
            page(&visit, &posted).await
        }
    }
}
