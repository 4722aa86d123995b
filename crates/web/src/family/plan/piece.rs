//! The form of a piece: writing a new one, changing one, taking one out. Whoever else writes in the same piece at the same
//! time is seen, and nothing that was typed is lost.

use actions::ActionError;
use actions::plan::{Entry, remove_piece, write_piece};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use seven_core::PieceId;
use seven_core::access::Action;
use seven_core::plan::piece::{Body, BodyKind};
use store::StoreError;
use store::plan_pieces::StoredPiece;
use store::plan_unsaved::Unsaved;

use super::chapter::Chapter;
use super::ideas::stories;
use super::sheet::{Form, Sheet, refuse};
use super::{PlanDesk, remarks, unsaved};
use crate::family::name_of;
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::form::{Button, Posted};
use crate::plan_forms;
use crate::query::query;
use crate::sent::Sent;
use crate::visit::Visit;

/// Where a form stands: what kind of piece, and which.
#[derive(Debug, Clone, Copy)]
struct Spot {
    kind: BodyKind,
    id: Option<PieceId>,
}

/// What happened to the piece while it was written.
enum Meanwhile {
    Nothing,
    /// Somebody wrote in it: their name.
    Changed(String),
    /// Somebody took it out.
    Gone,
}

type At = Path<(String, String, String, String)>;

fn is_own(kind: BodyKind) -> bool {
    matches!(kind, BodyKind::Page | BodyKind::Person)
}

impl Spot {
    fn read(kind: &str, id: &str, own: bool) -> Result<Spot, Fault> {
        let kind = BodyKind::from_code(kind).ok().filter(|kind| is_own(*kind) == own).ok_or(Fault::NotFound)?;
        let id = match id {
            "new" => None,
            id => Some(id.parse().map_err(|_| Fault::NotFound)?),
        };
        Ok(Spot { kind, id })
    }

    /// The piece; a guarded note is nobody's here.
    fn stored(self, desk: &PlanDesk) -> Result<Option<&StoredPiece>, Fault> {
        let Some(id) = self.id else { return Ok(None) };
        let found = desk.view.piece(id).filter(|stored| stored.piece.body.kind() == self.kind);
        found.filter(|stored| !stored.piece.body.is_guarded()).map(Some).ok_or(Fault::NotFound)
    }

    /// The address of the form, for a piece that is there or a new one.
    fn at(self, desk: &PlanDesk) -> String {
        let own = if is_own(self.kind) { "/me" } else { "" };
        let id = self.id.map_or_else(|| "new".to_owned(), |id| id.to_string());
        desk.at(&format!("{own}/write/{}/{id}", self.kind))
    }

    /// The page on which the piece stands.
    fn chapter(self, desk: &PlanDesk) -> String {
        if is_own(self.kind) { desk.at("/me") } else { desk.at(&format!("/chapter/{}", Chapter::of(self.kind))) }
    }
}

/// The form of a piece of the plan.
pub async fn show(visit: Visit, Path((_, plan, kind, id)): At) -> Result<Response, Fault> {
    open(visit, &plan, Spot::read(&kind, &id, false)?).await
}

/// The form of a piece of the child's own.
pub async fn show_own(visit: Visit, Path((_, plan, kind, id)): At) -> Result<Response, Fault> {
    open(visit, &plan, Spot::read(&kind, &id, true)?).await
}

/// Keeps a piece of the plan.
pub async fn save(visit: Visit, Path((_, plan, kind, id)): At, sent: Sent) -> Result<Response, Fault> {
    keep(visit, &plan, Spot::read(&kind, &id, false)?, sent).await
}

/// Keeps a piece of the child's own.
pub async fn save_own(visit: Visit, Path((_, plan, kind, id)): At, sent: Sent) -> Result<Response, Fault> {
    keep(visit, &plan, Spot::read(&kind, &id, true)?, sent).await
}

/// Takes a piece of the plan out.
pub async fn remove(visit: Visit, Path((_, plan, kind, id)): At, sent: Sent) -> Result<Response, Fault> {
    take_out(visit, &plan, Spot::read(&kind, &id, false)?, sent).await
}

/// Takes a piece of the child's own out.
pub async fn remove_own(visit: Visit, Path((_, plan, kind, id)): At, sent: Sent) -> Result<Response, Fault> {
    take_out(visit, &plan, Spot::read(&kind, &id, true)?, sent).await
}

async fn open(visit: Visit, plan: &str, spot: Spot) -> Result<Response, Fault> {
    let desk = PlanDesk::open(visit, plan).await?;
    let needed = if is_own(spot.kind) { Action::WriteOwnPages } else { Action::WritePlan };
    if !desk.may(needed) {
        return Ok(Redirect::to(&spot.chapter(&desk)).into_response());
    }
    let w = desk.bench().w;
    let kept = unsaved::of(&desk, &spot.at(&desk)).await?;
    let stored = match (spot.stored(&desk), &kept) {
        (Err(_), Some(kept)) => {
            // taken out by somebody else while this was typed
            let posted = Posted::of(w, unsaved::fields(kept).0);
            return page(&desk, Spot { id: None, ..spot }, &posted, &Meanwhile::Gone, None);
        }
        (stored, _) => stored?,
    };
    if let Some(kept) = kept.as_ref().filter(|_| unsaved::is_wanted(&desk)) {
        let (fields, version) = unsaved::fields(kept);
        let posted = Posted::of(w, fields);
        let is_changed = stored.is_some_and(|stored| stored.version != version);
        return if is_changed {
            changed(desk, spot, &posted).await
        } else {
            page(&desk, spot, &posted, &Meanwhile::Nothing, None)
        };
    }
    if let Some(stored) = stored.filter(|_| query(&desk.visit, "take-out").is_some()) {
        return question(&desk, spot, stored);
    }
    let values = match (begun(&desk, spot).await?, stored) {
        (Some(body), _) => plan_forms::typed(&body),
        (None, Some(stored)) => plan_forms::typed(&stored.piece.body),
        (None, None) => plan_forms::blank(&desk.visit, spot.kind),
    };
    page(&desk, spot, &Posted::of(w, values), &Meanwhile::Nothing, kept.as_ref())
}

/// What the form begins with instead of what stands there: what somebody proposes, or what others did.
async fn begun(desk: &PlanDesk, spot: Spot) -> Result<Option<Body>, Fault> {
    let body = match (query(&desk.visit, "remark"), query(&desk.visit, "story")) {
        (Some(remark), _) => remarks::proposed(desk, &remark, spot.id).await?,
        (None, Some(story)) => stories::line(desk, &story),
        (None, None) => None,
    };
    Ok(body.filter(|body| body.kind() == spot.kind && !body.is_guarded()))
}

async fn keep(visit: Visit, plan: &str, spot: Spot, sent: Sent) -> Result<Response, Fault> {
    let desk = PlanDesk::open(visit, plan).await?;
    let version = sent.value("version").parse().unwrap_or(0);
    let mut posted = sent.posted(desk.bench().w);
    let Ok(stored) = spot.stored(&desk) else {
        let anew = Spot { id: None, ..spot };
        return page(&desk, anew, &posted, &Meanwhile::Gone, None);
    };
    let old = stored.map(|stored| &stored.piece.body);
    let Some(body) = plan_forms::read(&desk.bench(), spot.kind, &mut posted, old) else {
        return page(&desk, spot, &posted, &Meanwhile::Nothing, None);
    };
    let (child, id) = desk.ids();
    let entry = Entry { piece: spot.id, version, place: None, body };
    match write_piece(&desk.visit.signed_caller()?, child, id, entry).await {
        Ok(piece) => {
            let to = format!("{}?done=kept", spot.chapter(&desk));
            unsaved::saved(&desk, &spot.at(&desk), posted.value("sent"), &to, &format!("#piece-{piece}")).await
        }
        Err(ActionError::Store(StoreError::Changed(_))) => changed(desk, spot, &posted).await,
        Err(error) => {
            refuse(&mut posted, desk.w, error)?;
            page(&desk, spot, &posted, &Meanwhile::Nothing, None)
        }
    }
}

/// Shows what stands there now beside what was typed.
async fn changed(desk: PlanDesk, spot: Spot, posted: &Posted) -> Result<Response, Fault> {
    let desk = desk.again().await?;
    let Ok(Some(stored)) = spot.stored(&desk) else {
        let anew = Spot { id: None, ..spot };
        return page(&desk, anew, posted, &Meanwhile::Gone, None);
    };
    let who = name_of(&mut desk.visit.reading().await?, stored.written_by).await?;
    page(&desk, spot, posted, &Meanwhile::Changed(who), None)
}

async fn take_out(visit: Visit, plan: &str, spot: Spot, sent: Sent) -> Result<Response, Fault> {
    let desk = PlanDesk::open(visit, plan).await?;
    let Some(stored) = spot.stored(&desk)? else { return Err(Fault::NotFound) };
    let (piece, typed) = (stored.piece.id, plan_forms::typed(&stored.piece.body));
    let (child, id) = desk.ids();
    let version = sent.value("version").parse().unwrap_or(0);
    match remove_piece(&desk.visit.signed_caller()?, child, id, piece, version).await {
        Ok(()) => Ok(Redirect::to(&format!("{}?done=taken-out", spot.chapter(&desk))).into_response()),
        Err(ActionError::Store(StoreError::Changed(_))) => {
            let posted = Posted::of(desk.bench().w, typed);
            changed(desk, spot, &posted).await
        }
        Err(error) => {
            let mut posted = Posted::of(desk.bench().w, typed);
            refuse(&mut posted, desk.w, error)?;
            page(&desk, spot, &posted, &Meanwhile::Nothing, None)
        }
    }
}

fn page(
    desk: &PlanDesk,
    spot: Spot,
    posted: &Posted,
    meanwhile: &Meanwhile,
    kept: Option<&Unsaved>,
) -> Result<Response, Fault> {
    let w = desk.w;
    let stored = spot.stored(desk)?;
    let key = if spot.id.is_some() { format!("write.{}", spot.kind) } else { format!("add.{}", spot.kind) };
    let title = plan_forms::title(&desk.bench(), spot.kind, posted).unwrap_or_else(|| w.t(&key).to_owned());
    let back = Link::new(w.t("to-chapter"), spot.chapter(desk));
    let mut sheet = Sheet::new(desk.page(title.clone(), back), title).lead(w.t(&format!("lead.{}", spot.kind)));
    if let Some(kept) = kept {
        sheet = sheet.with(&unsaved::offer(desk, kept));
    }
    sheet = match meanwhile {
        Meanwhile::Nothing => sheet,
        Meanwhile::Gone => sheet.alert(&[w.t("meanwhile.gone").to_owned()]).status(StatusCode::CONFLICT),
        Meanwhile::Changed(who) => {
            let sheet = sheet.alert(&[w.say("meanwhile.changed", &[("who", who)])]).status(StatusCode::CONFLICT);
            let theirs = stored.map(|stored| desk.sheet().card(&stored.piece));
            let sheet = sheet.heading("theirs", w.t("meanwhile.theirs"));
            sheet.all(&theirs.into_iter().collect::<Vec<_>>()).heading("yours", w.t("meanwhile.yours"))
        }
    };
    let version = stored.map_or(0, |stored| stored.version);
    let form = Form::new(&desk.visit, spot.at(desk))
        .hidden("version", version)
        .fields(plan_forms::fields(&desk.bench(), spot.kind, posted))
        .keeping(desk)
        .button(Button::new(w.t("keep")));
    sheet = sheet.with(&form).mended(posted);
    if let Meanwhile::Changed(_) | Meanwhile::Gone = meanwhile {
        sheet = sheet.status(StatusCode::CONFLICT);
    }
    if stored.is_some() {
        sheet = sheet.links(&[Link::new(w.t("take-out"), format!("{}?take-out=1", spot.at(desk)))]);
    }
    sheet.shown()
}

/// Asks before a piece is taken out, with what stands in it.
fn question(desk: &PlanDesk, spot: Spot, stored: &StoredPiece) -> Result<Response, Fault> {
    let w = desk.w;
    let back = Link::new(w.t("to-chapter"), spot.chapter(desk));
    let out = Form::new(&desk.visit, format!("{}/remove", spot.at(desk)))
        .hidden("version", stored.version)
        .button(Button::new(w.t("take-out-yes")).warning());
    Sheet::new(desk.page(w.t("take-out-title"), back), w.t("take-out-title"))
        .lead(w.t("take-out-lead"))
        .all(&[desk.sheet().card(&stored.piece)])
        .with(&out)
        .links(&[Link::new(w.t("take-out-no"), spot.chapter(desk))])
        .shown()
}
