//! `/council/children/{child}/plan/{plan}/propose/{kind}/{piece}`: what somebody who works with the child would write in a
//! part of the plan, or as a new one, or without it. The family takes it or leaves it.

use actions::plan::{NewRemark, make_remark};
use axum::extract::Path;
use axum::response::Response;
use seven_core::PieceId;
use seven_core::access::Action;
use seven_core::plan::piece::{Body, BodyKind};
use seven_core::plan::remark::RemarkKind;
use seven_core::plan::writing::LONGEST_TEXT;
use seven_core::plan::{PlanStatus, piece};
use store::plan_media::{self, MediaLine};
use store::plan_pieces::StoredPiece;

use super::Desk;
use crate::council::layout::{Form, back_kept, refuse};
use crate::council::shown;
use crate::fault::Fault;
use crate::parts::form::{Button, Posted};
use crate::plan_forms::{self, Bench};
use crate::plan_view::PlanSheet;
use crate::sent::Sent;
use crate::visit::Visit;

type At = Path<(String, String, String, String)>;

/// A place in the plan, for somebody who proposes something there.
struct Spot {
    desk: Desk,
    media: Vec<MediaLine>,
    media_at: String,
    kind: BodyKind,
    id: Option<PieceId>,
}

impl Spot {
    async fn open(visit: &Visit, plan: &str, kind: &str, id: &str) -> Result<Spot, Fault> {
        let mut reading = visit.reading().await?;
        let desk = Desk::open(visit, &mut reading, plan, "propose").await?;
        let media = plan_media::of_plan(&mut reading, desk.view.plan.id).await?;
        let media_at = format!("{}/media", desk.at());
        let kind = BodyKind::from_code(kind).map_err(|_| Fault::NotFound)?;
        let id = match id {
            "new" => None,
            id => Some(id.parse().map_err(|_| Fault::NotFound)?),
        };
        if desk.view.plan.status != PlanStatus::Draft {
            return Err(Fault::Rule("plan-waits"));
        }
        Ok(Spot { desk, media, media_at, kind, id })
    }

    /// The piece as it stands; a guarded note is kept out of what a family is told.
    fn stored(&self) -> Result<Option<&StoredPiece>, Fault> {
        let Some(id) = self.id else { return Ok(None) };
        let found = self.desk.view.piece(id).filter(|stored| stored.piece.body.kind() == self.kind);
        found.filter(|stored| !stored.piece.body.is_guarded()).map(Some).ok_or(Fault::NotFound)
    }

    fn bench(&self, visit: &Visit) -> Bench<'_> {
        let sheet = PlanSheet {
            w: self.desk.plan_words,
            view: &self.desk.view,
            media: &self.media,
            media_at: &self.media_at,
            child: self.desk.known.child.name.first(),
            sees_guarded: self.desk.known.may(Action::ViewHiddenNotes),
        };
        Bench { w: visit.words(plan_forms::FOLDER), sheet }
    }

    fn at(&self) -> String {
        let id = self.id.map_or_else(|| "new".to_owned(), |id| id.to_string());
        format!("{}/propose/{}/{id}", self.desk.at(), self.kind)
    }
}

/// The form, with what the plan says now in its boxes.
pub async fn show(visit: Visit, Path((_, plan, kind, id)): At) -> Result<Response, Fault> {
    let spot = Spot::open(&visit, &plan, &kind, &id).await?;
    let values = match spot.stored()? {
        Some(stored) => plan_forms::typed(&stored.piece.body),
        None => plan_forms::blank(&visit, spot.kind),
    };
    let posted = Posted::of(visit.words(plan_forms::FOLDER), values);
    page(&visit, &spot, &posted, &Posted::empty(spot.desk.w))
}

fn page(visit: &Visit, spot: &Spot, posted: &Posted, why: &Posted) -> Result<Response, Fault> {
    let (w, bench) = (spot.desk.w, spot.bench(visit));
    let stored = spot.stored()?;
    let kind = shown::coded(w, "piece", spot.kind.code());
    let key = if stored.is_some() { "title" } else { "title_new" };
    let mut office = spot.desk.page(visit, "read").mended(posted);
    office = office.heading(&w.say(key, &[("kind", &kind)])).say(w.t("lead"));
    if let Some(stored) = stored {
        office = office.with(&bench.sheet.card(&stored.piece));
    }
    let version = stored.map_or(0, |stored| stored.version);
    let form = Form::new(visit, spot.at())
        .hidden("version", version)
        .fields(plan_forms::fields(&bench, spot.kind, posted))
        .field(&why.field("why").text_area(LONGEST_TEXT).rows(3))
        .button(Button::new(w.t("propose")))
        .kept(visit, w);
    office = office.heading(w.t("instead")).with(&form);
    if stored.is_some() {
        let out = Form::new(visit, spot.at())
            .hidden("version", version)
            .hidden("out", "yes")
            .field(&why.field("why-out").text_area(LONGEST_TEXT).rows(2))
            .button(Button::new(w.t("propose_out")).secondary());
        office = office.heading(w.t("out")).with(&out);
    }
    office.mended(why).shown()
}

/// Proposes it.
pub async fn send(visit: Visit, Path((_, plan, kind, id)): At, sent: Sent) -> Result<Response, Fault> {
    let spot = Spot::open(&visit, &plan, &kind, &id).await?;
    let (version, is_out) = (sent.value("version").parse().unwrap_or(0), sent.value("out") == "yes");
    let words = sent.value(if is_out { "why-out" } else { "why" }).to_owned();
    let mut why = sent.clone().posted(spot.desk.w);
    let mut posted = sent.posted(visit.words(plan_forms::FOLDER));
    let stored = spot.stored()?;
    let old = stored.map(|stored| &stored.piece.body);
    let proposed: Option<Body> = if is_out {
        posted = Posted::of(visit.words(plan_forms::FOLDER), old.map(plan_forms::typed).unwrap_or_default());
        None
    } else {
        match plan_forms::read(&spot.bench(&visit), spot.kind, &mut posted, old) {
            Some(body) => Some(body),
            None => return page(&visit, &spot, &posted, &why),
        }
    };
    let new = NewRemark {
        kind: RemarkKind::Proposal,
        piece: spot.id,
        words,
        proposed,
        of_version: version,
        takes_out: is_out,
    };
    let child = visit.child()?;
    match make_remark(&visit.signed_caller()?, child, spot.desk.view.plan.id, new).await {
        Ok(_) => Ok(back_kept(&spot.desk.at(), "remarked", &why)),
        Err(error) => {
            refuse(&mut why, spot.desk.w, named(error, is_out))?;
            page(&visit, &spot, &posted, &why)
        }
    }
}

/// What is wrong with the reason stands at the field in which it was typed.
fn named(error: actions::ActionError, is_out: bool) -> actions::ActionError {
    let field = if is_out { "why-out" } else { "why" };
    match error {
        actions::ActionError::Invalid(problems) => actions::ActionError::Invalid(
            problems
                .into_iter()
                .map(|problem| {
                    let is_reason = problem.field == "remark";
                    if is_reason { actions::Problem { field: field.to_owned(), ..problem } } else { problem }
                })
                .collect(),
        ),
        other => other,
    }
}

/// Kinds of which something new can be proposed.
pub(super) const NEW: [BodyKind; 10] = [
    BodyKind::Outcome,
    BodyKind::Support,
    BodyKind::Sibling,
    BodyKind::Risk,
    BodyKind::Safety,
    BodyKind::Person,
    BodyKind::Page,
    BodyKind::Wealth,
    BodyKind::Money,
    BodyKind::Savings,
];

/// The address under which a change of a piece is proposed; none for what is kept from the family.
pub(super) fn address(desk: &Desk, piece: &piece::Piece) -> Option<String> {
    (!piece.body.is_guarded()).then(|| format!("{}/propose/{}/{}", desk.at(), piece.body.kind(), piece.id))
}
