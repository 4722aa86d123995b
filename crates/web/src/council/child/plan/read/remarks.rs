//! What people say beside a plan: comments, proposals that the family takes or leaves, views that stay.

use actions::plan::{NewRemark, answer_remark, make_remark};
use axum::extract::Path;
use axum::response::Response;
use seven_core::access::Action;
use seven_core::plan::PlanStatus;
use seven_core::plan::remark::{RemarkKind, RemarkState};
use seven_core::plan::writing::LONGEST_TEXT;
use seven_core::{PieceId, PlanId, RemarkId};
use store::Reading;
use store::plan_remarks::{self, StoredRemark};

use super::page;
use crate::council::child::plan::propose::NEW;
use crate::council::child::plan::{Desk, name_of};
use crate::council::layout::{Form, Office, back, refuse};
use crate::council::shown as office_words;
use crate::fault::Fault;
use crate::parts::form::{Button, Choice, Posted};
use crate::parts::show::{Row, SummaryList};
use crate::plan_view::{self, PlanSheet};
use crate::sent::Sent;
use crate::visit::Visit;

/// A remark with the names of its writer and of whoever answered it.
pub(super) struct Beside {
    stored: StoredRemark,
    by: String,
    answered_by: Option<String>,
}

/// A plan's remarks with names.
pub(super) async fn loaded(reading: &mut Reading, plan: PlanId) -> Result<Vec<Beside>, Fault> {
    let mut all = Vec::new();
    for stored in plan_remarks::of_plan(reading, plan).await? {
        let by = name_of(reading, stored.remark.by).await?;
        let answered_by = match stored.answered_by {
            Some(person) => Some(name_of(reading, person).await?),
            None => None,
        };
        all.push(Beside { stored, by, answered_by });
    }
    Ok(all)
}

/// The remarks, and the form for one more while the plan is a draft.
pub(super) fn shown(
    visit: &Visit,
    desk: &Desk,
    sheet: &PlanSheet<'_>,
    mut office: Office,
    all: &[Beside],
    posted: &Posted,
) -> Office {
    let w = desk.w;
    office = office.heading(w.t("remarks"));
    if all.is_empty() {
        office = office.say(w.t("remarks_none"));
    }
    for one in all {
        office = office.with(&card(desk, sheet, one));
        let remark = &one.stored.remark;
        let is_draft = sheet.view.plan.status == PlanStatus::Draft;
        if is_draft && remark.state == RemarkState::Open && Some(remark.by) == visit.person() {
            let form = Form::new(visit, format!("{}/remark/take-back", desk.at()))
                .hidden("remark", one.stored.id)
                .button(Button::new(w.t("take_back")).secondary());
            office = office.with(&form);
        }
    }
    if !desk.known.may(Action::RemarkOnPlan) {
        return office;
    }
    if sheet.view.plan.status != PlanStatus::Draft {
        return office.say(w.t("remarks_closed"));
    }
    office = office.heading(w.t("remark_title")).say(w.t("remark_lead")).with(&form(visit, desk, sheet, posted));
    office = office.heading(w.t("propose_title")).say(w.t("propose_lead"));
    for kind in NEW {
        let text = w.say("propose_new", &[("kind", &office_words::coded(w, "piece", kind.code()))]);
        office = office.link(&text, &format!("{}/propose/{kind}/new", desk.at()));
    }
    office
}

fn card(desk: &Desk, sheet: &PlanSheet<'_>, one: &Beside) -> SummaryList {
    let w = desk.w;
    let remark = &one.stored.remark;
    let made = w.say("by_on", &[("name", &one.by), ("day", &office_words::instant(one.stored.made_at))]);
    let mut rows = vec![Row::new(w.t("remark_by"), made)];
    rows.extend(remark.piece.map(|piece| Row::new(w.t("about.label"), title(sheet, piece))));
    rows.push(Row::new(w.t("remark.label"), remark.words.clone()));
    if remark.takes_out {
        rows.push(Row::new(w.t("proposed"), w.t("takes_out")));
    }
    if let Some(body) = &remark.proposed {
        rows.push(Row::new(w.t("proposed"), plan_view::title(sheet.w, body)));
        rows.extend(plan_view::rows(sheet, body, None));
    }
    let state = office_words::coded(w, "remark-state", remark.state.code());
    let state = match &one.answered_by {
        Some(name) => w.say("state_by", &[("state", &state), ("name", name)]),
        None => state,
    };
    rows.push(Row::new(w.t("remark_state"), state));
    SummaryList::new(rows).titled(office_words::coded(w, "kind", remark.kind.code()))
}

fn title(sheet: &PlanSheet<'_>, piece: PieceId) -> String {
    sheet.view.piece(piece).map(|stored| sheet.card(&stored.piece).title).unwrap_or_default()
}

fn form(visit: &Visit, desk: &Desk, sheet: &PlanSheet<'_>, posted: &Posted) -> Form {
    let w = desk.w;
    let kinds = [RemarkKind::Comment, RemarkKind::View];
    let kinds = kinds.iter().map(|kind| {
        let hint = w.find(&format!("kind-hint.{kind}")).unwrap_or_default();
        Choice::new(kind.code(), office_words::coded(w, "kind", kind.code())).hint(hint)
    });
    let visible = sheet.view.stored.iter().filter(|one| sheet.sees_guarded || !one.piece.body.is_guarded());
    let pieces = visible.map(|one| {
        let card = sheet.card(&one.piece);
        let kind = office_words::coded(w, "piece", one.piece.body.kind().code());
        Choice::new(one.piece.id.to_string(), format!("{kind}: {}", card.title))
    });
    let whole = Choice::new("", w.t("whole_plan"));
    Form::new(visit, format!("{}/remark", desk.at()))
        .field(&posted.field("kind").radios(kinds.collect()))
        .field(&posted.field("about").select([whole].into_iter().chain(pieces).collect()).without_blank())
        .field(&posted.field("remark").text_area(LONGEST_TEXT).rows(4))
        .button(Button::new(w.t("send")))
}

/// Makes a remark.
pub async fn send(visit: Visit, Path((_, plan)): Path<(String, String)>, sent: Sent) -> Result<Response, Fault> {
    let w = visit.words("council/child/plan/read");
    let mut posted = sent.posted(w);
    let id: PlanId = plan.parse().map_err(|_| Fault::NotFound)?;
    // what is proposed has forms of its own
    let kind = RemarkKind::from_code(posted.value("kind")).ok().filter(|kind| *kind != RemarkKind::Proposal);
    let Some(kind) = kind else {
        refuse(&mut posted, w, actions::ActionError::invalid("kind", "missing"))?;
        return page(&visit, &plan, &posted).await;
    };
    let piece = match posted.value("about") {
        "" => None,
        piece => Some(piece.parse::<PieceId>().map_err(|_| Fault::NotFound)?),
    };
    let words = posted.value("remark").to_owned();
    let new = NewRemark { kind, piece, words, proposed: None, of_version: 0, takes_out: false };
    let child = visit.child()?;
    match make_remark(&visit.signed_caller()?, child, id, new).await {
        Ok(_) => Ok(back(&format!("/council/children/{child}/plan/{plan}"), "remarked")),
        Err(error) => {
            refuse(&mut posted, w, error)?;
            page(&visit, &plan, &posted).await
        }
    }
}

/// Takes one's own remark back.
pub async fn take(visit: Visit, Path((_, plan)): Path<(String, String)>, sent: Sent) -> Result<Response, Fault> {
    let id: PlanId = plan.parse().map_err(|_| Fault::NotFound)?;
    let remark: RemarkId = sent.value("remark").parse().map_err(|_| Fault::NotFound)?;
    let child = visit.child()?;
    answer_remark(&visit.signed_caller()?, child, id, remark, RemarkState::TakenBack).await?;
    Ok(back(&format!("/council/children/{child}/plan/{plan}"), "remark-taken-back"))
}
