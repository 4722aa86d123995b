//! Who may see whose sheet: the author chooses for their own, the family for the round.

use actions::assessment::{choose, share_sheet};
use askama::Template;
use axum::extract::Path;
use axum::response::{Html, IntoResponse, Redirect, Response};
use seven_core::access::{Action, Seat};
use seven_core::assessment::{Choices, Sharing};

use super::Desk;
use crate::fault::Fault;
use crate::parts::form::{Choice, Choices as Boxes, Csrf, Field};
use crate::parts::layout::Page;
use crate::sent::Sent;
use crate::visit::Visit;
use crate::words::PageWords;

#[derive(Template)]
#[template(path = "family/rounds/sharing.html")]
struct SharingPage {
    page: Page,
    w: PageWords,
    csrf: Csrf,
    mine: Option<Boxes>,
    round: Option<Boxes>,
}

const FOLDER: &str = "family/rounds";

/// The choices as they are.
pub async fn show(visit: Visit, Path((_, round)): Path<(String, String)>) -> Result<Response, Fault> {
    let desk = Desk::open(visit, FOLDER, &round).await?;
    let w = desk.w;
    let own = desk.own().map(|own| own.sheet.sharing);
    let mine = own.map(|sharing| {
        let mut boxes = Vec::new();
        if desk.person != desk.round.assessment.child {
            boxes.push(Choice::new("child", w.t("sharing.child")).chosen(sharing.with_child));
        }
        boxes.push(Choice::new("parents", w.t("sharing.parents")).chosen(sharing.with_parents));
        boxes.push(Choice::new("professionals", w.t("sharing.professionals")).chosen(sharing.with_professionals));
        Field::new(w, "mine", w.t("sharing.mine.label")).checkboxes(boxes)
    });
    let offered = offered(desk.seat);
    let choices = desk.round.assessment.choices;
    let boxes: Vec<Choice> = offered
        .iter()
        .map(|(code, of)| {
            Choice::new(*code, w.find(&format!("sharing.{code}")).unwrap_or_default()).chosen(of(&choices))
        })
        .collect();
    let may_choose = !boxes.is_empty() && desk.visit.opens(Action::ShareSheets);
    let round = may_choose.then(|| Field::new(w, "round", w.t("sharing.round.label")).checkboxes(boxes));
    let page = desk.page(w.t("sharing.title"));
    Ok(Html(SharingPage { page, w, csrf: desk.visit.csrf(), mine, round }.render()?).into_response())
}

type Offered = (&'static str, fn(&Choices) -> bool);

/// The choices for the round that are this seat's to make.
fn offered(seat: Seat) -> Vec<Offered> {
    let all: [Offered; 3] = [
        ("young-person-shows-parents", |choices| choices.young_person_shows_parents),
        ("parents-see-each-other", |choices| choices.parents_see_each_other),
        ("parents-show-child", |choices| choices.parents_show_child),
    ];
    let [young, each_other, child] = all;
    match seat {
        Seat::YoungPerson => vec![young],
        Seat::Parent | Seat::Nominee => vec![each_other, child],
        _ => Vec::new(),
    }
}

/// Keeps the choices.
pub async fn save(visit: Visit, Path((_, round)): Path<(String, String)>, sent: Sent) -> Result<Response, Fault> {
    let desk = Desk::open(visit, FOLDER, &round).await?;
    let caller = desk.visit.signed_caller()?;
    let (child, id) = (desk.round.assessment.child, desk.round.assessment.id);
    let posted = sent.posted(desk.w);
    let (mine, round) = (posted.all("mine"), posted.all("round"));
    if desk.own().is_some() {
        let sharing = Sharing {
            with_child: mine.contains(&"child"),
            with_parents: mine.contains(&"parents"),
            with_professionals: mine.contains(&"professionals"),
        };
        share_sheet(&caller, child, id, sharing).await?;
    }
    if desk.visit.opens(Action::ShareSheets) && !offered(desk.seat).is_empty() {
        let wanted = Choices {
            young_person_shows_parents: round.contains(&"young-person-shows-parents"),
            parents_see_each_other: round.contains(&"parents-see-each-other"),
            parents_show_child: round.contains(&"parents-show-child"),
        };
        choose(&caller, child, id, wanted).await?;
    }
    Ok(Redirect::to(&format!("{}?done=shared", desk.overview())).into_response())
}
