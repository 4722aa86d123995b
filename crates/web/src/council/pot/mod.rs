//! `/council/pot`: the money of a year by stream, what is kept back, what is promised, what is left, and who let more be
//! promised than there is.

use actions::ActionError;
use actions::pot::{StandingPot, allow_over, set_pot, standing, year_after, year_of};
use axum::response::Response;
use jiff::civil::Date;
use seven_core::Pence;
use seven_core::access::Action;
use store::pots::{self, StoredOverCommitment, StoredPot};

use super::layout::{Form, Office, back, may, query, refuse};
use super::shown;
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::chart::PotChart;
use crate::parts::form::{Button, Choice, Posted};
use crate::parts::show::{Empty, Notice, Row, SummaryList, Tab, Tabs};
use crate::sent::Sent;
use crate::streams::called;
use crate::visit::Visit;
use crate::words::PageWords;

/// The pots of a year.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    page(&visit, &Posted::empty(visit.words("council/pot"))).await
}

/// The year in the address, or the one that today is in.
fn year(visit: &Visit) -> Date {
    let asked = query(visit, "year").and_then(|text| text.parse().ok());
    year_of(asked.unwrap_or(visit.moment.today))
}

async fn page(visit: &Visit, posted: &Posted) -> Result<Response, Fault> {
    let w = visit.words("council/pot");
    let year = year(visit);
    let mut reading = visit.reading().await?;
    let all = standing(&mut reading, year).await?;
    let allowed = pots::allowed_over(&mut reading, year).await?;
    let loaded = actions::schemes::in_force(&mut reading, visit.moment.today).await?;
    let this = year_of(visit.moment.today);
    let before = Date::new(this.year() - 1, 4, 1).unwrap_or(this);
    let tab = |first: Date| Tab {
        link: Link::new(
            w.say("year", &[("from", &first.year()), ("to", &(first.year() + 1))]),
            format!("/council/pot?year={first}"),
        ),
        is_current: first == year,
    };
    let tabs = Tabs::new(w.t("years"), [before, this, year_after(this)].map(tab).to_vec());
    let mut office = Office::new(visit, w, w.t("title")).above(&tabs).mended(posted);
    if all.is_empty() {
        office = office.with(&Empty::new(w, w.t("none")));
    }
    let changing = changing(visit, &all, posted);
    for (at, one) in all.iter().enumerate() {
        office = pot(visit, office, (at, one), changing.as_deref(), posted);
    }
    let set: Vec<&StandingPot> = all.iter().filter(|one| one.pot.version > 0).collect();
    office = over(visit, office, year, &set, posted);
    office = decided(w, office, &allowed);
    if may(visit, Action::ManagePot) && changing.is_none() {
        let set: Vec<&str> = set.iter().map(|one| one.pot.stream.as_str()).collect();
        let of_scheme = loaded.iter().flat_map(|loaded| &loaded.scheme.streams).map(|stream| stream.id.clone());
        let with_promises = all.iter().map(|one| one.pot.stream.clone());
        let mut missing: Vec<String> =
            of_scheme.chain(with_promises).filter(|id| !set.contains(&id.as_str())).collect();
        missing.sort();
        missing.dedup();
        if !missing.is_empty() {
            let streams = missing.iter().map(|id| Choice::new(id.clone(), called(id))).collect();
            let form = set_form(visit, year, 0).field(&posted.field("stream").select(streams));
            let form = amounts(form, posted).button(Button::new(w.t("set")));
            office = office.heading(w.t("set_title")).with(&form);
        }
    }
    office.shown()
}

/// The form of whoever may let more be promised than there is.
fn over(visit: &Visit, office: Office, year: Date, set: &[&StandingPot], posted: &Posted) -> Office {
    let w = visit.words("council/pot");
    if set.is_empty() || !may(visit, Action::AllowOverCommitment) {
        return office;
    }
    let streams = set.iter().map(|one| Choice::new(one.pot.stream.clone(), called(&one.pot.stream)));
    let form = Form::new(visit, format!("/council/pot/over?year={year}"))
        .field(&posted.field("over-stream").select(streams.collect()))
        .field(&posted.field("most").money())
        .field(&posted.field("reasons").text_area(2_000).rows(3))
        .button(Button::new(w.t("allow")).warning());
    office.heading(w.t("allow_title")).say(w.t("allow_lead")).with(&form)
}

/// Who let more be promised than there is, and why.
fn decided(w: PageWords, mut office: Office, allowed: &[StoredOverCommitment]) -> Office {
    if !allowed.is_empty() {
        office = office.heading(w.t("allowed"));
    }
    for one in allowed {
        let by = w.say("by_on", &[("name", &one.name), ("day", &shown::instant(one.decided_at))]);
        let rows = vec![
            Row::new(w.t("over_by"), one.over_by.to_string()),
            Row::new(w.t("decided_by"), by),
            Row::new(w.t("reasons_given"), one.reason.clone()),
        ];
        office = office.with(&SummaryList::new(rows).titled(called(&one.stream)));
    }
    office
}

fn pot(
    visit: &Visit,
    office: Office,
    (at, one): (usize, &StandingPot),
    changing: Option<&str>,
    posted: &Posted,
) -> Office {
    let w = visit.words("council/pot");
    let position = &one.position;
    let chart = PotChart {
        words: w,
        available: position.available,
        contingency: position.contingency,
        indicative: position.committed_indicative,
        agreed: position.committed_agreed,
    };
    let mut office = office.heading(&called(&one.pot.stream));
    if one.pot.version == 0 {
        return office.say(&w.say("no_pot", &[("sum", &position.committed_indicative)]));
    }
    if position.left < Pence::ZERO {
        let over = Pence(position.left.0.saturating_neg());
        let notice = Notice::information(w, w.say("is_over", &[("sum", &over)])).id(format!("over-{at}"));
        office = office.with(&notice);
    }
    let title = w.say("chart_title", &[("stream", &called(&one.pot.stream))]);
    office = office.with(&chart.figure(&format!("pot-{at}")).titled(title));
    if may(visit, Action::ManagePot) {
        let (stream, year) = (&one.pot.stream, one.pot.year_from);
        if changing != Some(stream.as_str()) {
            let text = w.say("change_link", &[("stream", &called(stream))]);
            return office.link(&text, &format!("/council/pot?year={year}&change={stream}"));
        }
        let is_sent = posted.value("stream") == one.pot.stream;
        let known = vec![
            ("available".to_owned(), one.pot.available.to_string().replace(['£', ','], "")),
            ("contingency".to_owned(), percent(one.pot.contingency_basis_points)),
        ];
        let own = if is_sent { posted.clone() } else { Posted::of(w, known) };
        let form = set_form(visit, year, one.pot.version).hidden("stream", stream);
        office = office.with(&amounts(form, &own).button(Button::new(w.t("change")).secondary()));
    }
    office
}

/// The stream whose money is being changed: one form at a time, so that a mistake in it is shown where it was made.
fn changing(visit: &Visit, all: &[StandingPot], posted: &Posted) -> Option<String> {
    let asked = query(visit, "change");
    let is_set = |stream: &&str| all.iter().any(|one| one.pot.version > 0 && one.pot.stream == **stream);
    Some(posted.value("stream")).filter(is_set).map(str::to_owned).or_else(|| asked.filter(|one| is_set(&one.as_str())))
}

fn set_form(visit: &Visit, year: Date, version: i64) -> Form {
    Form::new(visit, format!("/council/pot?year={year}")).hidden("version", version)
}

fn amounts(form: Form, posted: &Posted) -> Form {
    form.field(&posted.field("available").money()).field(&posted.field("contingency").text().characters(5))
}

/// `12`, `12.5`, `12.25`: a share in basis points as people type it.
fn percent(basis_points: u32) -> String {
    let (whole, rest) = (basis_points / 100, basis_points % 100);
    match rest {
        0 => whole.to_string(),
        rest if rest % 10 == 0 => format!("{whole}.{}", rest / 10),
        rest => format!("{whole}.{rest:02}"),
    }
}

/// What people type as a share, in basis points.
fn basis_points(typed: &str) -> Option<u32> {
    let sum = Pence::read(typed.trim().trim_end_matches('%').trim()).ok()?;
    u32::try_from(sum.0).ok()
}

async fn answered(visit: &Visit, mut posted: Posted, done: Result<&str, ActionError>) -> Result<Response, Fault> {
    match done {
        Ok(what) => Ok(back("/council/pot", what)),
        Err(error) => {
            refuse(&mut posted, visit.words("council/pot"), error)?;
            page(visit, &posted).await
        }
    }
}

/// Sets a pot.
pub async fn send(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let posted = sent.posted(visit.words("council/pot"));
    let version = posted.value("version").parse().map_err(|_| Fault::NotFound)?;
    let sums = (Pence::read(posted.value("available")), basis_points(posted.value("contingency")));
    let done = match sums {
        (Ok(available), Some(contingency_basis_points)) => {
            let (year_from, stream) = (year(&visit), posted.value("stream").to_owned());
            let pot = StoredPot { year_from, stream, available, contingency_basis_points, version };
            set_pot(&visit.signed_caller()?, pot).await
        }
        (Err(_), _) => Err(ActionError::invalid("available", "no-sum")),
        (_, None) => Err(ActionError::invalid("contingency", "share")),
    };
    answered(&visit, posted, done.map(|()| "pot-set")).await
}

/// Lets more be promised than there is.
pub async fn send_over(visit: Visit, sent: Sent) -> Result<Response, Fault> {
    let posted = sent.posted(visit.words("council/pot"));
    let done = match Pence::read(posted.value("most")) {
        _ if posted.value("over-stream").is_empty() => Err(ActionError::invalid("over-stream", "missing")),
        Ok(most) => {
            let pot = (year(&visit), posted.value("over-stream"));
            allow_over(&visit.signed_caller()?, pot, most, posted.value("reasons")).await
        }
        Err(_) => Err(ActionError::invalid("most", "no-sum")),
    };
    answered(&visit, posted, done.map(|_| "over-allowed")).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_typed_and_shown_as_a_percentage() {
        for (typed, points) in [("12", 1_200), ("12.5 %", 1_250), ("0.25", 25), ("100", 10_000)] {
            assert_eq!(basis_points(typed), Some(points));
        }
        assert_eq!((basis_points("-1"), basis_points("much")), (None, None));
        assert_eq!([1_200, 1_250, 1_225].map(percent), ["12", "12.5", "12.25"]);
    }
}
