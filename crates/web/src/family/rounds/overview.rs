//! The overview: where the answering stands, whose sheets there are, what to do next; and beginning.

use actions::assessment::{self as answering, Round, capacity_of, viewer_of};
use askama::Template;
use axum::extract::Path;
use axum::response::{Html, IntoResponse, Redirect, Response};
use seven_core::access::{Action, Permit};
use seven_core::assessment::{Reason, Status};
use store::{assessments, people};

use super::{Desk, asked_of};
use crate::dates::{day, day_of};
use crate::family::name_of;
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::form::Csrf;
use crate::parts::layout::Page;
use crate::parts::show::{Tag, Tone};
use crate::query::told;
use crate::sent::Sent;
use crate::visit::Visit;
use crate::words::PageWords;

/// One sheet of the list.
struct SheetLine {
    who: String,
    capacity: &'static str,
    state: Tag,
    is_on_paper: bool,
}

/// The round that is under way, or was last.
struct Now {
    at: String,
    status: &'static str,
    why: String,
    sheets: Vec<SheetLine>,
    /// `None` where this person has no sheet; else how far it is.
    progress: Option<String>,
    is_mine_finished: bool,
    may_answer: bool,
    may_compare: bool,
    may_hand_in: bool,
    /// What handing in now would leave out, each in a sentence.
    left_out: Vec<String>,
    next: String,
}

#[derive(Template)]
#[template(path = "family/rounds/overview.html")]
struct OverviewPage {
    page: Page,
    w: PageWords,
    csrf: Csrf,
    lead: String,
    begin: String,
    can_begin: Option<&'static str>,
    now: Option<Now>,
    earlier: Vec<(String, &'static str, String)>,
}

/// The overview of a child's rounds.
pub async fn show(visit: Visit) -> Result<Html<String>, Fault> {
    let w = visit.words("family/rounds");
    let id = visit.child()?;
    let mut reading = visit.reading().await?;
    let child = people::find(&mut reading, id).await?.ok_or(Fault::NotFound)?;
    let rounds = assessments::of_child(&mut reading, id).await?;
    let count = match actions::schemes::in_force(&mut reading, visit.moment.today).await? {
        Some(loaded) => loaded.scheme.questions.len(),
        None => 0,
    };
    let was_told = rounds.iter().any(|one| matches!(one.status, Status::Told | Status::Superseded));
    let is_under_way = rounds.iter().any(|one| one.status.is_waiting());
    let can_begin = (!is_under_way && visit.opens(Action::OpenAssessment) && count > 0).then_some(if was_told {
        "again"
    } else {
        "first"
    });
    let current = rounds.iter().find(|one| one.status.is_waiting()).cloned();
    let now = match current {
        Some(assessment) => {
            let round = Round::of(&mut reading, assessment, visit.moment.today).await?;
            Some(now(&visit, w, &mut reading, &round).await?)
        }
        None => None,
    };
    drop(reading);
    let earlier = rounds.iter().filter(|one| !one.status.is_waiting()).map(|one| {
        let reason = w.find(&format!("overview.reason.{}", one.reason)).unwrap_or_default();
        let began = day(w, day_of(&visit.app.clock, one.opened_at));
        let status = w.find(&format!("overview.status.{}", one.status.code())).unwrap_or_default();
        let link = format!("/family/{id}/answers/{}/side-by-side", one.id);
        (w.say("overview.earlier-round", &[("reason", &reason), ("day", &began)]), status, link)
    });
    let mut page = told(&visit, w, visit.page(w, w.t("title")));
    let name = child.name.first();
    page.back = Some(Link::new(w.say("nav.child", &[("name", &name)]), format!("/family/{id}")));
    let page = OverviewPage {
        page,
        w,
        csrf: visit.csrf(),
        lead: w.say("overview.lead", &[("name", &name)]),
        begin: w.say("overview.begin-text", &[("count", &count)]),
        can_begin,
        now,
        earlier: earlier.collect(),
    };
    Ok(Html(page.render()?))
}

async fn now(visit: &Visit, w: PageWords, reading: &mut store::Reading, round: &Round) -> Result<Now, Fault> {
    let person = visit.person().ok_or(Fault::SignInFirst)?;
    let seat = visit.permit.as_ref().and_then(Permit::seat).ok_or(Fault::NotFound)?;
    let (mut sheets, mut unfinished) = (Vec::new(), Vec::new());
    for stored in &round.sheets {
        let who = name_of(reading, stored.sheet.author).await?;
        let is_finished = stored.sheet.is_finished;
        if !is_finished && stored.sheet.author != person {
            unfinished.push(who.clone());
        }
        let (key, tone) = if is_finished {
            ("overview.state-finished", Tone::Good)
        } else {
            ("overview.state-writing", Tone::Active)
        };
        let capacity = w.find(&format!("capacity.{}", stored.sheet.capacity.code())).unwrap_or_default();
        sheets.push(SheetLine {
            who,
            capacity,
            state: Tag::new(w.t(key), tone),
            is_on_paper: stored.sheet.is_on_paper,
        });
    }
    let own = round.own(person);
    let mine = capacity_of(seat).map_or_else(Vec::new, |capacity| asked_of(round, person, capacity));
    let asked = mine.len();
    let progress = own.map(|own| {
        let answered = mine.iter().filter(|one| own.sheet.answers.contains_key(&one.id)).count();
        w.say("overview.progress", &[("answered", &answered), ("asked", &asked)])
    });
    let is_open = round.assessment.status.takes_answers();
    let at = format!("/family/{}/answers/{}", round.assessment.child, round.assessment.id);
    let first = own.and_then(|own| {
        let is_open = |id: &String| !own.sheet.answers.contains_key(id);
        mine.iter().map(|question| &question.id).find(|id| is_open(id)).cloned()
    });
    let next = match first {
        Some(question) => format!("{at}/question/{question}"),
        None => format!("{at}/check"),
    };
    let status = w.find(&format!("overview.status.{}", round.assessment.status.code())).unwrap_or_default();
    let mut left_out = Vec::new();
    let blank = mine.iter().filter(|one| own.is_some_and(|own| !own.sheet.answers.contains_key(&one.id))).count();
    if blank > 0 && own.is_some_and(|own| !own.sheet.is_finished) {
        left_out.push(w.say("overview.mine-unfinished", &[("count", &blank)]));
    }
    if !unfinished.is_empty() {
        left_out.push(w.say("overview.unfinished", &[("names", &unfinished.join(", "))]));
    }
    Ok(Now {
        status,
        why: round.assessment.status_why.clone(),
        progress,
        is_mine_finished: own.is_some_and(|own| own.sheet.is_finished),
        may_answer: is_open && visit.opens(Action::AnswerSheet) && capacity_of(seat).is_some(),
        may_compare: round.seen_by(viewer_of(person, seat), visit.moment.today).len() > 1,
        may_hand_in: is_open && visit.opens(Action::SubmitAnswers) && !round.sheets.is_empty(),
        left_out,
        sheets,
        next,
        at,
    })
}

/// Begins a round and the own sheet in it.
pub async fn begin(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let child = visit.child()?;
    let reason = Reason::from_code(sent.value("reason")).unwrap_or(Reason::First);
    let caller = visit.signed_caller()?;
    let round = answering::open(&caller, child, reason).await?;
    start(&visit, &round.to_string()).await
}

/// Begins the own sheet in a round that is under way.
pub async fn begin_mine(visit: Visit, Path((_, round)): Path<(String, String)>) -> Result<Response, Fault> {
    start(&visit, &round).await
}

async fn start(visit: &Visit, round: &str) -> Result<Response, Fault> {
    let id = round.parse().map_err(|_| Fault::NotFound)?;
    answering::save_answers(&visit.signed_caller()?, visit.child()?, id, 0, &[]).await?;
    let desk = Desk::open(visit.clone(), "family/rounds", round).await?;
    let answers = desk.own().map(|own| &own.sheet.answers);
    let is_open = |id: &str| answers.is_none_or(|answers| !answers.contains_key(id));
    let first = desk.mine().into_iter().find(|question| is_open(&question.id)).map(|question| question.id.clone());
    let next = first.map_or_else(|| desk.at("/check"), |question| desk.at(&format!("/question/{question}")));
    Ok(Redirect::to(&next).into_response())
}
