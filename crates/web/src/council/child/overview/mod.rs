//! `/council/children/{child}`: who the child is, what waits, and who is there for them.

use axum::response::Response;
use seven_core::access::Action;
use seven_core::people::contact::{VisibleAddress, visible_address};
use seven_core::people::identifiers::{NhsNumber, Uln, Upn};
use store::{assessments, staff};

use super::{Known, home};
use crate::council::shown;
use crate::fault::Fault;
use crate::parts::show::{Inset, Row, SummaryList};
use crate::visit::Visit;

/// The overview.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    let w = visit.words("council/child/overview");
    let known = Known::of(&visit).await?;
    let child = &known.child;
    let mut reading = visit.reading().await?;
    let rounds = assessments::of_child(&mut reading, child.id).await?;
    let relations = store::relations::of_child(&mut reading, child.id).await?;
    let names = staff::around(&mut reading, child.id).await?;
    let today = visit.moment.today;
    let mut rows = vec![Row::new(w.t("name"), child.name.in_full())];
    if let Some(known_as) = child.name.known_as() {
        rows.push(Row::new(w.t("known_as"), known_as));
    }
    if let Some(born) = child.born {
        let age = shown::age(Some(born), today);
        rows.push(Row::new(w.t("born"), w.say("born_and_age", &[("day", &shown::day(born)), ("age", &age)])));
    }
    let numbers = [
        ("upn", child.upn.as_ref().map(Upn::as_str)),
        ("nhs", child.nhs_number.as_ref().map(NhsNumber::as_str)),
        ("uln", child.uln.as_ref().map(Uln::as_str)),
    ];
    for (key, number) in numbers {
        if let Some(number) = number {
            rows.push(Row::new(w.t(key), number));
        }
    }
    let may_see = known.may(Action::ViewRestrictedAddress);
    let address = match visible_address(may_see, &child.contact) {
        VisibleAddress::Shown(address) => address.to_owned(),
        VisibleAddress::Withheld => w.t("withheld").to_owned(),
        VisibleAddress::NotKnown => w.t("not_known").to_owned(),
    };
    rows.push(Row::new(w.t("address"), address));
    let around: Vec<String> = relations
        .iter()
        .filter(|one| one.is_live(today))
        .filter_map(|one| {
            let name = names.iter().find(|name| name.relation == one.id)?;
            Some(format!("{} ({})", name.name, shown::coded(w, "relation", one.kind.code())))
        })
        .collect();
    rows.push(Row::new(w.t("around"), around.join("\n")));
    let mut office = known.page(&visit, w, "overview");
    if visit.permit.as_ref().and_then(|permit| permit.seat()) == Some(seven_core::access::Seat::BreakGlass) {
        office = office.with(&Inset::new(w.t("opened_with_reason")));
    }
    office = office.with(&SummaryList::new(rows)).heading(w.t("rounds"));
    if rounds.is_empty() {
        office = office.say(w.t("no_rounds"));
        if known.may(Action::OpenAssessment) {
            office = office.link(w.t("to_answers"), &format!("{}/answers", home(child.id)));
        }
        return office.shown();
    }
    let round = |one: &assessments::Assessment| {
        let state = shown::coded(w, "status", one.status.code());
        w.say(
            "round",
            &[
                ("reason", &shown::coded(w, "reason", one.reason.code())),
                ("state", &state),
                ("day", &shown::day(shown::day_of(one.opened_at))),
            ],
        )
    };
    let lines: Vec<String> = rounds.iter().map(round).collect();
    office.bullets(&lines).shown()
}
