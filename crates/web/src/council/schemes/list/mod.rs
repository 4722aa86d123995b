//! `/council/schemes`: every version that the authority has published, and the ways to publish another.

use axum::response::Response;
use seven_core::access::{Action, Purpose, decide};
use store::schemes::{self, SchemeVersion};

use crate::council::layout::{Form, Office};
use crate::council::shown;
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::form::{Button, Choice, Posted};
use crate::parts::show::{Cell, Column, Empty, Table, Tag, Tone};
use crate::visit::Visit;
use crate::words::PageWords;

/// The list.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    page(&visit, &Posted::empty(visit.words("council/schemes/list"))).await
}

pub(super) async fn page(visit: &Visit, posted: &Posted) -> Result<Response, Fault> {
    let w = visit.words("council/schemes/list");
    let mut reading = visit.reading().await?;
    let all = schemes::all(&mut reading).await?;
    let in_force = schemes::in_force(&mut reading, visit.moment.today).await?;
    let mut office = Office::new(visit, w, w.t("title")).say(w.t("lead")).mended(posted);
    office = if all.is_empty() {
        office.with(&Empty::new(w, w.t("none")))
    } else {
        let columns = ["scheme", "made_for", "state", "published"]
            .map(|key| Column::new(w.find(&format!("column.{key}")).unwrap_or(key)));
        let rows = all.iter().map(|one| row(visit, w, one, in_force.as_ref())).collect();
        office.with(&Table::new(w, w.t("versions"), columns.to_vec(), rows))
    };
    office = office.link(w.t("public"), "/how-it-is-worked-out");
    if may_publish(visit) {
        let entries = visit.app.gallery().iter();
        let choices: Vec<Choice> = entries
            .map(|one| {
                Choice::new(
                    format!("{}@{}", one.id, one.version),
                    w.say("entry", &[("id", &one.id), ("day", &shown::day(one.version))]),
                )
            })
            .collect();
        if !choices.is_empty() {
            let form = Form::search(visit, "/council/schemes/check")
                .field(&posted.field("gallery").select(choices))
                .button(Button::new(w.t("check")).secondary());
            office = office.heading(w.t("from_gallery")).with(&form);
        }
        let form = Form::new(visit, "/council/schemes/upload")
            .upload()
            .field(&posted.field("file").file(&["ZIP"], "25 MB"))
            .button(Button::new(w.t("check")).secondary());
        office = office.heading(w.t("from_file")).with(&form);
    }
    office.shown()
}

/// Whether a visitor may publish.
pub(super) fn may_publish(visit: &Visit) -> bool {
    visit.signed.as_ref().is_some_and(|signed| {
        decide(&signed.actor, Action::PublishScheme, None, Purpose::Work, visit.moment.today).is_ok()
    })
}

/// Where a version stands on a day.
pub(super) fn state(visit: &Visit, w: PageWords, one: &SchemeVersion, in_force: Option<&SchemeVersion>) -> Tag {
    let today = visit.moment.today;
    let is_withdrawn = one.withdrawn_from.is_some_and(|day| day <= today);
    match one.in_force_from {
        _ if in_force.is_some_and(|found| found.id == one.id) => Tag::new(w.t("state.in_force"), Tone::Good),
        _ if is_withdrawn => Tag::new(w.t("state.withdrawn"), Tone::Calm),
        None => Tag::new(w.t("state.published"), Tone::Attention),
        Some(from) if from > today => Tag::new(w.say("state.later", &[("day", &shown::day(from))]), Tone::Active),
        Some(_) => Tag::new(w.t("state.earlier"), Tone::Calm),
    }
}

fn row(visit: &Visit, w: PageWords, one: &SchemeVersion, in_force: Option<&SchemeVersion>) -> Vec<Cell> {
    let link = Link::new(format!("{} {}", one.scheme, one.effective_from), format!("/council/schemes/{}", one.id));
    let until = one.effective_until.map(|day| w.say("until", &[("day", &shown::day(day))])).unwrap_or_default();
    vec![
        Cell::Link(link, None),
        Cell::text(format!("{}{until}", w.say("from", &[("day", &shown::day(one.effective_from))]))),
        Cell::Tag(state(visit, w, one, in_force)),
        Cell::text(shown::instant(one.published_at)),
    ]
}
