//! `/family/{child}/money/earmarks`: keeping money for something until a day, spending it on that, keeping it no longer.

use actions::ActionError;
use actions::money::{NewEarmark, end_earmark, keep_money_for, spend_earmark};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use seven_core::access::Action;
use seven_core::money::Earmark;
use seven_core::money::earmark::EarmarkStatus;
use seven_core::{EarmarkId, EvidenceId, Pence};
use store::papers::Stored;
use uuid::Uuid;

use super::{Purse, said};
use crate::dates::day;
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::form::{Choice, Csrf, DateInput, Hidden, MoneyInput, Posted, Select, TextInput};
use crate::parts::layout::Page;
use crate::parts::show::{Cell, Column, Table};
use crate::query::told;
use crate::sent::Sent;
use crate::streams::called;
use crate::visit::Visit;
use crate::words::PageWords;

const FOLDER: &str = "family/money/earmarks";
/// The most that is taken as what money is kept for, in characters.
const MOST_CHARACTERS: usize = 200;

#[derive(Template)]
#[template(path = "family/money/earmarks/page.html")]
struct EarmarksPage {
    page: Page,
    w: PageWords,
    csrf: Csrf,
    title: String,
    at: String,
    kept: Vec<Kept>,
    over: Option<Table>,
    form: Option<NewForm>,
}

/// One that is kept, with its two small forms.
struct Kept {
    id: Uuid,
    version: i64,
    for_what: String,
    words: String,
    is_past: bool,
    spend: Option<MoneyInput>,
    once: Hidden,
    may_end: bool,
}

struct NewForm {
    stream: Select,
    for_what: TextInput,
    amount: MoneyInput,
    until: DateInput,
    once: Hidden,
}

/// The page.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    page(&visit, &Posted::empty(visit.words(FOLDER))).await
}

async fn page(visit: &Visit, posted: &Posted) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let purse = Purse::open(visit).await?;
    let mut page = told(visit, w, visit.page(w, w.t("title")));
    page.back = Some(Link::new(w.t("back"), purse.at()));
    page.errors = posted.errors();
    let status = if posted.is_right() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let is_kept = |one: &&Stored<Earmark>| one.paper.status == EarmarkStatus::Kept;
    let (kept, over): (Vec<_>, Vec<_>) = purse.earmarks.iter().partition(is_kept);
    let page = EarmarksPage {
        page,
        w,
        csrf: visit.csrf(),
        title: w.t("title").to_owned(),
        at: format!("{}/earmarks", purse.at()),
        kept: kept.into_iter().map(|one| row(visit, w, one, posted)).collect(),
        over: (!over.is_empty()).then(|| finished(w, &over)),
        form: (!purse.view.streams.is_empty() && visit.opens(Action::KeepMoneyFor)).then(|| form(w, &purse, posted)),
    };
    Ok((status, Html(page.render()?)).into_response())
}

fn row(visit: &Visit, w: PageWords, one: &Stored<Earmark>, posted: &Posted) -> Kept {
    let paper = &one.paper;
    let values: [(&str, &dyn std::fmt::Display); 3] =
        [("sum", &paper.amount), ("day", &day(w, paper.until)), ("stream", &called(&paper.stream))];
    let is_past = paper.until < visit.moment.today;
    Kept {
        id: one.id,
        version: one.version,
        for_what: paper.for_what.clone(),
        words: w.say(if is_past { "kept.past" } else { "kept.until" }, &values),
        is_past,
        spend: visit
            .opens(Action::RecordSpend)
            .then(|| posted.asking(&format!("spend-{}", one.id), w.t("spend.label")).money()),
        once: Hidden::new("once", Uuid::now_v7().to_string()),
        may_end: visit.opens(Action::KeepMoneyFor),
    }
}

fn finished(w: PageWords, over: &[&Stored<Earmark>]) -> Table {
    let columns =
        vec![Column::new(w.t("column.what")), Column::day(w.t("column.until")), Column::new(w.t("column.state"))];
    let row = |one: &&Stored<Earmark>| {
        let state = w.find(&format!("state.{}", one.paper.status.code())).unwrap_or_default();
        vec![Cell::text(one.paper.for_what.clone()), Cell::text(day(w, one.paper.until)), Cell::text(state.to_owned())]
    };
    Table::new(w, w.t("over"), columns, over.iter().map(row).collect())
}

fn form(w: PageWords, purse: &Purse, posted: &Posted) -> NewForm {
    let choice = |one: &actions::money::StreamMoney| {
        let there = one.to_spend().max(one.of(seven_core::ledger::AccountKind::Available));
        let text = w.say("stream.choice", &[("stream", &called(&one.stream)), ("sum", &there)]);
        Choice::new(one.stream.clone(), text)
    };
    let streams: Vec<Choice> = purse.view.streams.iter().map(choice).collect();
    let once = Some(posted.value("once")).filter(|once| !once.is_empty()).map(str::to_owned);
    let is_one = streams.len() == 1;
    let stream = posted.field("stream").select(streams);
    NewForm {
        stream: if is_one { stream.without_blank() } else { stream },
        for_what: posted.field("for-what").text(),
        amount: posted.field("amount").money(),
        until: posted.field("until").date(),
        once: Hidden::new("once", once.unwrap_or_else(|| Uuid::now_v7().to_string())),
    }
}

fn done(visit: &Visit, what: &str) -> Result<Response, Fault> {
    Ok(Redirect::to(&format!("/family/{}/money/earmarks?done={what}", visit.child()?)).into_response())
}

async fn refused(visit: &Visit, mut posted: Posted, field: &str, error: ActionError) -> Result<Response, Fault> {
    let error = match error {
        ActionError::Store(store::StoreError::Changed(_)) => ActionError::rule("earmark-moved-on"),
        other => other,
    };
    for (named, text) in said(visit.words(FOLDER), error)? {
        posted.refuse_in_words(if named.is_empty() { field } else { &named }, text);
    }
    page(visit, &posted).await
}

/// Keeps money for something.
pub async fn keep(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let mut posted = sent.posted(w);
    let amount = Pence::read(posted.value("amount"));
    let until = posted.date("until").parse();
    let for_what = posted.value("for-what").to_owned();
    let stream = posted.value("stream").to_owned();
    if stream.is_empty() {
        posted.refuse_in_words("stream", w.t("problem.choose-from-the-list"));
    }
    if for_what.is_empty() {
        posted.refuse_in_words("for-what", w.t("problem.empty"));
    } else if for_what.chars().count() > MOST_CHARACTERS {
        posted.refuse_in_words("for-what", w.t("problem.too-long"));
    }
    if amount.is_err() {
        posted.refuse_in_words("amount", w.t("problem.sum"));
    }
    if until.is_err() {
        posted.refuse_in_words("until", w.t("problem.no-day"));
    }
    let (Ok(amount), Ok(until), true) = (amount, until, posted.is_right()) else { return page(&visit, &posted).await };
    let id = posted.value("once").parse::<Uuid>().unwrap_or_else(|_| Uuid::now_v7());
    let new = NewEarmark { stream, for_what, amount, until };
    match keep_money_for(&visit.signed_caller()?, visit.child()?, EarmarkId(id), new).await {
        Ok(()) => done(&visit, "kept"),
        Err(ActionError::Rule(problem)) if problem.code == "day-past" || problem.code == "earmark-too-long" => {
            refused(&visit, posted, "until", ActionError::Rule(problem)).await
        }
        Err(error) => refused(&visit, posted, "amount", error).await,
    }
}

/// Spends what was kept on what it was kept for, or some of it.
pub async fn spend(visit: Visit, Path((_, id)): Path<(String, String)>, sent: Sent) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let mut posted = sent.posted(w);
    let (earmark, version) = seen(&id, &posted)?;
    let field = format!("spend-{earmark}");
    let once = posted.value("once").parse::<Uuid>().unwrap_or_else(|_| Uuid::now_v7());
    let Ok(amount) = Pence::read(posted.value(&field)) else {
        posted.refuse_in_words(&field, w.t("problem.sum"));
        return page(&visit, &posted).await;
    };
    let paid = (amount, EvidenceId(once));
    match spend_earmark(&visit.signed_caller()?, visit.child()?, (earmark, version), paid).await {
        Ok(()) => done(&visit, "spent"),
        Err(error) => refused(&visit, posted, &field, error).await,
    }
}

/// Keeps it no longer.
pub async fn end(visit: Visit, Path((_, id)): Path<(String, String)>, sent: Sent) -> Result<Response, Fault> {
    let posted = sent.posted(visit.words(FOLDER));
    let (earmark, version) = seen(&id, &posted)?;
    match end_earmark(&visit.signed_caller()?, visit.child()?, (earmark, version)).await {
        Ok(()) => done(&visit, "ended"),
        Err(error) => refused(&visit, posted, &format!("spend-{earmark}"), error).await,
    }
}

fn seen(id: &str, posted: &Posted) -> Result<(EarmarkId, i64), Fault> {
    let version = posted.value("version").parse().map_err(|_| Fault::NotFound)?;
    Ok((id.parse().map_err(|_| Fault::NotFound)?, version))
}
