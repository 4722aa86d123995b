//! What both sides signed, on one page: what, how much, who, until when, how to ask for another look; and what still stands
//! between the signatures and the money.

use actions::agreement::hand_on;
use askama::Template;
use axum::extract::Path;
use axum::response::{Html, IntoResponse, Redirect, Response};
use seven_core::agreement::{Decision, FamilyAnswer, HandOn, Missing};
use seven_core::plan::piece::supports;
use seven_core::{Pence, PieceId};
use store::agreements::StoredAgreement;

use super::Way;
use crate::dates::day;
use crate::family::name_of;
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::layout::Page;
use crate::parts::show::{Cell, Column, Row, SummaryList, Table};
use crate::streams::called;
use crate::visit::Visit;
use crate::words::PageWords;

#[derive(Template)]
#[template(path = "family/agreement/signed.html")]
struct SignedPage {
    page: Page,
    w: PageWords,
    title: String,
    facts: SummaryList,
    lines: Table,
    unpaid: Vec<String>,
    missing: Vec<String>,
    conditions: String,
    objection: Option<String>,
    review: String,
    challenge: Link,
    letter: Link,
}

/// The agreement.
pub async fn show(visit: Visit, Path((_, plan, id)): Path<(String, String, String)>) -> Result<Response, Fault> {
    let mut reading = visit.reading().await?;
    let way = Way::open(&visit, &mut reading, &plan).await?;
    let asked = way.asking(&id)?;
    let w = way.w;
    let handed = hand_on(&way.view, asked)?;
    let (Some(handed), Some(decision)) = (handed, asked.decision.as_ref()) else {
        return Ok(Redirect::to(&way.of(asked, "")).into_response());
    };
    let signed = signatures(w, &mut reading, asked).await?;
    drop(reading);
    let title = w.say("signed.title", &[("name", &way.name)]);
    let until = asked.challenge_by.unwrap_or(visit.moment.today);
    let objection = match &asked.signatures.family {
        Some((_, _, FamilyAnswer::AcceptWithObjection { words })) => Some(words.clone()),
        _ => None,
    };
    let page = SignedPage {
        page: way.page(&visit, &title, way.back()),
        w,
        title,
        facts: facts(&way, decision, &signed),
        lines: lines(&way, asked, &handed),
        unpaid: supports(&asked.pieces).filter(|(_, line)| !line.is_paid()).map(|(_, line)| unpaid(w, line)).collect(),
        missing: handed.missing.iter().map(|one| missing(&way, asked, one)).collect(),
        conditions: decision.conditions.clone(),
        objection,
        review: w.say("signed.review", &[("day", &day(w, until))]),
        challenge: Link::new(w.t("letter.challenge"), way.of(asked, "/challenge")),
        letter: Link::new(w.t("sign.letter"), way.of(asked, "")),
    };
    Ok(Html(page.render()?).into_response())
}

/// Who signed, and when.
async fn signatures(w: PageWords, at: &mut store::Reading, asked: &StoredAgreement) -> Result<Vec<Row>, Fault> {
    let mut rows = Vec::new();
    if let Some((person, on)) = asked.signatures.authority {
        let name = name_of(at, person).await?;
        rows.push(Row::new(w.t("signed.council"), w.say("signed.by", &[("name", &name), ("day", &day(w, on))])));
    }
    if let Some((person, on, _)) = &asked.signatures.family {
        let name = name_of(at, *person).await?;
        rows.push(Row::new(w.t("signed.family"), w.say("signed.by", &[("name", &name), ("day", &day(w, *on))])));
    }
    Ok(rows)
}

fn facts(way: &Way, decision: &Decision, signed: &[Row]) -> SummaryList {
    let w = way.w;
    let stretch = way.view.plan.stretch;
    let all = Pence(decision.agreed.iter().fold(0, |sum, (_, part)| sum.saturating_add(part.0)));
    let mut rows = vec![
        Row::new(w.t("signed.sum"), all.to_string()),
        Row::new(w.t("signed.from"), day(w, stretch.from)),
        Row::new(w.t("signed.until"), day(w, stretch.until)),
    ];
    let streams = decision.agreed.iter().filter(|(_, sum)| *sum > Pence::ZERO);
    rows.extend(streams.map(|(stream, sum)| Row::new(called(stream), sum.to_string())));
    rows.extend(signed.iter().cloned());
    SummaryList::new(rows)
}

fn what(asked: &StoredAgreement, id: PieceId) -> (String, String) {
    let found = supports(&asked.pieces).find(|(piece, _)| *piece == id);
    found.map(|(_, line)| (line.what.clone(), line.who.clone())).unwrap_or_default()
}

/// What is paid: what, who, from when until when, how it is held, how much.
fn lines(way: &Way, asked: &StoredAgreement, handed: &HandOn) -> Table {
    let w = way.w;
    let columns = vec![
        Column::new(w.t("letter.what")),
        Column::new(w.t("letter.who")),
        Column::new(w.t("signed.days")),
        Column::new(w.t("signed.holding")),
        Column::number(w.t("letter.sum")),
    ];
    let row = |line: &seven_core::agreement::hand_on::HandOnLine| {
        let (what, who) = what(asked, line.piece);
        let days =
            [("from", &day(w, line.stretch.from) as &dyn std::fmt::Display), ("until", &day(w, line.stretch.until))];
        let holding = line.holding.map_or("none", |holding| holding.code());
        vec![
            Cell::text(what),
            Cell::text(if line.payee.is_empty() { who } else { line.payee.clone() }),
            Cell::text(w.say("signed.from-until", &days)),
            Cell::text(w.find(&format!("holding.{holding}")).unwrap_or_default()),
            Cell::text(line.amount.to_string()),
        ]
    };
    Table::new(w, w.t("signed.paid"), columns, handed.lines.iter().map(row).collect())
}

fn unpaid(w: PageWords, line: &seven_core::plan::Support) -> String {
    if line.who.is_empty() {
        return line.what.clone();
    }
    w.say("signed.unpaid-line", &[("what", &line.what), ("who", &line.who)])
}

fn missing(way: &Way, asked: &StoredAgreement, one: &Missing) -> String {
    let w = way.w;
    match one {
        Missing::Holding { stream } => w.say("missing.holding", &[("stream", &called(stream))]),
        Missing::ManagerOf { stream } => w.say("missing.manager", &[("stream", &called(stream))]),
        Missing::Payee { piece } => w.say("missing.payee", &[("what", &what(asked, *piece).0)]),
        Missing::Conditions => w.t("missing.conditions").to_owned(),
    }
}
