//! The frame of a page for whoever visits: the places they can go, their name, the way out.

use seven_core::access::{Action, Purpose, decide};

use crate::app::Mode;
use crate::parts::Link;
use crate::parts::layout::{Page, Place, SignedIn, Skin};
use crate::visit::Visit;
use crate::words::PageWords;

/// Places for staff, each with what one needs to see it.
const WORK_PLACES: &[(Action, &str, &str)] = &[
    (Action::ViewWorklist, "place.worklist", "/council"),
    (Action::ViewNeedBesideSpend, "place.need", "/council/need-beside-spend"),
    (Action::ViewPot, "place.pot", "/council/pot"),
    (Action::PreparePayments, "place.payments", "/council/payments"),
    (Action::ViewWorklist, "place.spending", "/council/spending"),
    (Action::ViewBooks, "place.books", "/council/books"),
    (Action::ViewConsistency, "place.consistency", "/council/consistency"),
    (Action::ViewSchemes, "place.schemes", "/council/schemes"),
    (Action::ViewStudies, "place.studio", "/council/studio"),
    (Action::ReviewBreakGlass, "place.safeguarding", "/council/opened-records"),
    (Action::ImportPeople, "place.import", "/council/import"),
    (Action::ManageStaff, "place.staff", "/council/staff"),
    (Action::SetLimits, "place.limits", "/council/limits"),
    (Action::ManageSettings, "place.paying_account", "/council/paying-account"),
    (Action::ViewAuditLog, "place.audit", "/council/audit"),
];

/// Dresses a page for its visit.
pub(crate) fn around(visit: &Visit, page: Page) -> Page {
    let words = visit.words("service");
    let mut page = page.in_other_languages(&without_language(&visit.address));
    page.is_demo = visit.app.mode == Mode::Demo;
    page.skin = skin(visit);
    let Some(signed) = &visit.signed else { return page };
    page.places = places(visit, words);
    page.person = Some(SignedIn {
        name: signed.name.clone(),
        seat: String::new(),
        account: "/account".to_owned(),
        sign_out: "/account/sign-out".to_owned(),
        csrf: visit.csrf(),
    });
    page
}

fn skin(visit: &Visit) -> Skin {
    let is_office = visit.purpose == Purpose::Work && visit.address.starts_with("/council");
    if is_office { Skin::Office } else { Skin::Family }
}

fn places(visit: &Visit, words: PageWords) -> Vec<Place> {
    let Some(signed) = &visit.signed else { return Vec::new() };
    let path = visit.address.split('?').next().unwrap_or_default();
    let place = |key: &str, href: &str, is_current| Place { link: Link::new(words.t(key), href), is_current };
    let mut places = vec![place("place.family", "/family", path.starts_with("/family"))];
    for (action, key, href) in WORK_PLACES.iter().copied() {
        if decide(&signed.actor, action, None, Purpose::Work, visit.moment.today).is_ok() {
            places.push(place(key, href, path == href));
        }
    }
    // staff come first to their work; families see only their own places
    if places.len() > 1 {
        places.rotate_left(1);
    }
    places
}

/// The address without `lang`, so that switching twice does not pile up.
fn without_language(address: &str) -> String {
    let Some((path, query)) = address.split_once('?') else { return address.to_owned() };
    let kept: Vec<&str> = query.split('&').filter(|pair| !pair.starts_with("lang=")).collect();
    if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) }
}
