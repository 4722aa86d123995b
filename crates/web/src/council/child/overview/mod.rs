//! `/council/children/{child}`: who the child is, what waits, and who is there for them.

use axum::response::Response;
use jiff::civil::Date;
use seven_core::access::Action;
use seven_core::life::{self, Birthday};
use seven_core::money::MoneyHolding;
use seven_core::people::Relation;
use seven_core::people::contact::{VisibleAddress, visible_address};
use seven_core::people::identifiers::{NhsNumber, Uln, Upn};
use store::{assessments, staff};

use super::{Known, home};
use crate::council::layout::Office;
use crate::council::shown;
use crate::fault::Fault;
use crate::parts::show::{Inset, Row, SummaryList};
use crate::visit::Visit;
use crate::words::PageWords;

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
    let streams = streams_of(&mut reading, child.id).await?;
    let review = match known.may(Action::ViewReview) {
        true => actions::reviews::next_due(&mut reading, child.id, today).await?,
        false => None,
    };
    drop(reading);
    let around = around(w, &relations, &names, today);
    let rows = facts(w, &known, around, today);
    let mut office = known.page(&visit, w, "overview");
    if visit.permit.as_ref().and_then(|permit| permit.seat()) == Some(seven_core::access::Seat::BreakGlass) {
        office = office.with(&Inset::new(w.t("opened_with_reason")));
    }
    office = office.with(&SummaryList::new(rows));
    if let Some(born) = child.born.filter(|_| child.died_on.is_none()) {
        office = birthdays(w, office, &life::birthdays(born, &streams, today), today);
    }
    if let Some(due) = review.filter(|due| due.by < today) {
        let late = u64::try_from(due.days_late(today)).unwrap_or(0);
        let text = w.count_with("review_late", late, &[("day", &shown::day(due.by))]);
        office = office.with(&Inset::new(text)).link(w.t("to_reviews"), &format!("{}/review", home(child.id)));
    }
    if known.may(Action::RecordDeath) && child.died_on.is_none() {
        office = office.heading(w.t("life")).link(w.t("to_move"), &format!("{}/move", home(child.id)));
        office = office.link(w.t("to_record_death"), &format!("{}/death", home(child.id)));
    }
    office = office.heading(w.t("rounds"));
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

/// Who the child is and where.
fn facts(w: PageWords, known: &Known, around: String, today: Date) -> Vec<Row> {
    let child = &known.child;
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
    rows.push(Row::new(w.t("around"), around));
    rows
}

/// Who is there for the child today, one below another.
fn around(w: PageWords, relations: &[Relation], names: &[staff::Around], today: Date) -> String {
    let live = relations.iter().filter(|one| one.is_live(today));
    let lines = live.filter_map(|one| {
        let name = names.iter().find(|name| name.relation == one.id)?;
        Some(format!("{} ({})", name.name, shown::coded(w, "relation", one.kind.code())))
    });
    lines.collect::<Vec<String>>().join("\n")
}

/// The streams of which the child has money.
async fn streams_of(at: &mut store::Reading, child: seven_core::PersonId) -> Result<Vec<String>, Fault> {
    let holdings = store::papers::of_child::<MoneyHolding>(at, child).await?;
    let mut streams: Vec<String> = holdings.into_iter().map(|one| one.paper.stream).collect();
    streams.sort();
    streams.dedup();
    Ok(streams)
}

/// The birthdays that are near, with what changes and what has to be asked.
fn birthdays(w: PageWords, mut office: Office, near: &[Birthday], today: Date) -> Office {
    for one in near {
        let key = if one.on > today { "turns" } else { "turned" };
        let title = w.say(key, &[("years", &one.years), ("day", &shown::day(one.on))]);
        let until = shown::day_or_nothing(one.education_until);
        let lines: Vec<String> =
            one.changes.iter().map(|change| w.say(&format!("change.{change}"), &[("until", &until)])).collect();
        office = office.heading(&title).bullets(&lines);
    }
    office
}
