//! What others say beside the plan, and the family's answers. A proposal that is taken stands in the plan at once.

use actions::plan::{NewRemark, answer_remark, make_remark};
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use seven_core::access::Action;
use seven_core::plan::piece::Body;
use seven_core::plan::remark::{Remark, RemarkKind, RemarkState};
use seven_core::plan::writing::LONGEST_TEXT;
use seven_core::{PieceId, RemarkId};
use store::plan_remarks::{self, StoredRemark};
use store::plan_unsaved::Unsaved;

use super::sheet::{Form, Sheet, refuse};
use super::{PlanDesk, unsaved};
use crate::dates::{day, day_of};
use crate::family::name_of;
use crate::fault::Fault;
use crate::parts::form::{Button, Choice, Posted};
use crate::parts::show::Row;
use crate::parts::{Link, Made};
use crate::plan_view::{self, PlanSheet};
use crate::sent::Sent;
use crate::visit::Visit;

/// One remark with what it proposes and the answers that are open.
#[derive(Template)]
#[template(path = "family/plan/remark.html")]
struct RemarkCard {
    id: RemarkId,
    title: String,
    about: Option<String>,
    words: String,
    proposed: Vec<Row>,
    proposes: &'static str,
    edit: Option<Link>,
    state: Option<String>,
    form: Option<Made>,
}

impl askama::filters::HtmlSafe for RemarkCard {}

/// All remarks.
pub async fn show(visit: Visit, Path((_, plan)): Path<(String, String)>) -> Result<Response, Fault> {
    let desk = PlanDesk::open(visit, &plan).await?;
    let kept = unsaved::of(&desk, &desk.at("/remarks")).await?;
    if let Some(kept) = kept.as_ref().filter(|_| unsaved::is_wanted(&desk)) {
        return page(&desk, &Posted::of(desk.w, unsaved::fields(kept).0), None).await;
    }
    let posted = Posted::of(desk.w, vec![("kind".to_owned(), RemarkKind::Comment.code().to_owned())]);
    page(&desk, &posted, kept.as_ref()).await
}

async fn page(desk: &PlanDesk, posted: &Posted, kept: Option<&Unsaved>) -> Result<Response, Fault> {
    let w = desk.w;
    let mut reading = desk.visit.reading().await?;
    let remarks = plan_remarks::of_plan(&mut reading, desk.view.plan.id).await?;
    let mut cards = Vec::new();
    for stored in remarks.iter().filter(|stored| stored.remark.state != RemarkState::TakenBack) {
        let by = name_of(&mut reading, stored.remark.by).await?;
        cards.push(card(desk, stored, &by));
    }
    drop(reading);
    let title = w.t("remarks.title");
    let mut sheet = Sheet::new(desk.page(title, desk.to_contents()), title).lead(w.t("remarks.lead"));
    sheet = if cards.is_empty() { sheet.say(w.t("remarks.none")) } else { sheet.all(&cards) };
    if desk.may(Action::RemarkOnPlan) {
        let kinds = [RemarkKind::Comment, RemarkKind::View];
        let kind = |kind: &RemarkKind| {
            Choice::new(kind.code(), w.t(&format!("remarks.kind.{kind}"))).hint(w.t(&format!("remarks.hint.{kind}")))
        };
        let form = Form::new(&desk.visit, desk.at("/remarks"))
            .field(&posted.field_said("kind", "remarks.ask.kind").radios(kinds.iter().map(kind).collect()))
            .field(&posted.field_said("remark", "remarks.ask.words").text_area(LONGEST_TEXT).rows(4))
            .button(Button::new(w.t("remarks.send")))
            .keeping(desk);
        sheet = sheet.heading("say", w.t("remarks.say"));
        if let Some(kept) = kept {
            sheet = sheet.with(&unsaved::offer(desk, kept));
        }
        sheet = sheet.with(&form);
    }
    sheet.mended(posted).shown()
}

fn card(desk: &PlanDesk, stored: &StoredRemark, by: &str) -> RemarkCard {
    let (w, plan, remark) = (desk.w, desk.sheet(), &stored.remark);
    let about = remark.piece.and_then(|piece| desk.view.piece(piece)).filter(|piece| !piece.piece.body.is_guarded());
    let about = about.map(|piece| w.say("remarks.about", &[("what", &plan.card(&piece.piece).title)]));
    let made = day(w, day_of(&desk.visit.app.clock, stored.made_at));
    let is_open = remark.state == RemarkState::Open;
    let key = format!("remarks.by.{}", remark.kind);
    RemarkCard {
        id: stored.id,
        title: w.say(&key, &[("who", &by), ("day", &made)]),
        about,
        words: remark.words.clone(),
        proposed: remark.proposed.as_ref().map(|body| proposed_rows(&plan, body)).unwrap_or_default(),
        proposes: proposes(remark).and_then(|key| w.find(key)).unwrap_or_default(),
        edit: is_open.then(|| to_edit(desk, stored)).flatten(),
        state: (!is_open).then(|| w.t(&format!("remarks.state.{}", remark.state)).to_owned()),
        form: is_open.then(|| answers(desk, stored)).flatten(),
    }
}

/// What a proposal comes to, as the key of its words; nothing where it is words only.
fn proposes(remark: &Remark) -> Option<&'static str> {
    match (remark.takes_out, &remark.proposed, remark.piece) {
        (true, _, _) => Some("remarks.proposes-out"),
        (false, Some(_), None) => Some("remarks.proposes-new"),
        (false, Some(_), Some(_)) => Some("remarks.proposes"),
        (false, None, _) => None,
    }
}

fn proposed_rows(plan: &PlanSheet<'_>, body: &Body) -> Vec<Row> {
    let mut rows = vec![plan_view::title_row(plan.w, body)];
    rows.extend(plan_view::rows(plan, body, None));
    rows
}

/// To the form with what is proposed in its boxes, so that the family can put both together.
fn to_edit(desk: &PlanDesk, stored: &StoredRemark) -> Option<Link> {
    let body = stored.remark.proposed.as_ref()?;
    let is_own = body.is_the_childs_own();
    if !desk.may(if is_own { Action::WriteOwnPages } else { Action::WritePlan }) {
        return None;
    }
    let piece = stored.remark.piece.map_or_else(|| "new".to_owned(), |piece| piece.to_string());
    let own = if is_own { "/me" } else { "" };
    let at = desk.at(&format!("{own}/write/{}/{piece}?remark={}", body.kind(), stored.id));
    Some(Link::new(desk.w.t("remarks.edit"), at))
}

/// The answers that this person can give.
fn answers(desk: &PlanDesk, stored: &StoredRemark) -> Option<Made> {
    let (w, remark) = (desk.w, &stored.remark);
    let form = Form::new(&desk.visit, desk.at(&format!("/remarks/{}", stored.id)));
    let button = |state: RemarkState, key: &str| Button::new(w.t(key)).secondary().sends("to", state.code());
    let is_own = desk.visit.person() == Some(remark.by);
    let decides = desk.may(Action::DecidePlan);
    let form = match remark.kind {
        RemarkKind::Proposal if decides => form
            .button(Button::new(w.t("remarks.take")).sends("to", RemarkState::Accepted.code()))
            .button(button(RemarkState::Declined, "remarks.leave")),
        RemarkKind::Comment if decides => form.button(button(RemarkState::Accepted, "remarks.dealt-with")),
        _ if is_own => form,
        _ => return None,
    };
    let form = if is_own { form.button(button(RemarkState::TakenBack, "remarks.take-back")) } else { form };
    Some(Made::of(&form))
}

/// What a remark proposes for a piece, or as a new one: the family can begin with it and write it as they want.
pub(super) async fn proposed(desk: &PlanDesk, remark: &str, piece: Option<PieceId>) -> Result<Option<Body>, Fault> {
    let Ok(id) = remark.parse::<RemarkId>() else { return Ok(None) };
    let all = plan_remarks::of_plan(&mut desk.visit.reading().await?, desk.view.plan.id).await?;
    let found = all.into_iter().find(|stored| stored.id == id && stored.remark.piece == piece);
    Ok(found.and_then(|stored| stored.remark.proposed))
}

/// Says something.
pub async fn send(visit: Visit, Path((_, plan)): Path<(String, String)>, sent: Sent) -> Result<Response, Fault> {
    let desk = PlanDesk::open(visit, &plan).await?;
    let mut posted = sent.posted(desk.w);
    let kind = RemarkKind::from_code(posted.value("kind")).ok();
    let Some(kind) = kind.filter(|kind| *kind != RemarkKind::Proposal) else {
        posted.refuse_in_words("kind", desk.w.t("problem.choose-from-the-list"));
        return page(&desk, &posted, None).await;
    };
    let new = NewRemark {
        kind,
        piece: None,
        words: posted.value("remark").to_owned(),
        proposed: None,
        of_version: 0,
        takes_out: false,
    };
    let (child, id) = desk.ids();
    match make_remark(&desk.visit.signed_caller()?, child, id, new).await {
        Ok(_) => {
            let at = desk.at("/remarks");
            unsaved::saved(&desk, &at, posted.value("sent"), &format!("{at}?done=said"), "").await
        }
        Err(error) => {
            refuse(&mut posted, desk.w, error)?;
            page(&desk, &posted, None).await
        }
    }
}

/// Takes a remark, leaves it, or takes one's own back.
pub async fn answer(
    visit: Visit,
    Path((_, plan, remark)): Path<(String, String, String)>,
    sent: Sent,
) -> Result<Response, Fault> {
    let desk = PlanDesk::open(visit, &plan).await?;
    let remark: RemarkId = remark.parse().map_err(|_| Fault::NotFound)?;
    let to = RemarkState::from_code(sent.value("to")).map_err(|_| Fault::NotFound)?;
    let (child, id) = desk.ids();
    match answer_remark(&desk.visit.signed_caller()?, child, id, remark, to).await {
        Ok(()) => Ok(Redirect::to(&format!("{}?done=answered", desk.at("/remarks"))).into_response()),
        Err(error) => {
            let mut posted = Posted::empty(desk.w);
            refuse(&mut posted, desk.w, error)?;
            page(&desk, &posted, None).await
        }
    }
}
