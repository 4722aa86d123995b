//! `/council/need-beside-spend`: for each child the need score beside what is spent in a year; whether money follows need; who
//! stands out; what another scheme version would change; a table that may be published.

mod after;
mod figures;
mod published;

pub use figures::csv;
pub(super) use figures::file as csv_file;
pub use published::published_csv;

use axum::response::Response;
use seven_core::Pence;
use seven_core::need_beside_spend::{Correlation, Outlier, Picture, Strength, Why};

use super::layout::{Form, Office, query};
use crate::fault::Fault;
use crate::parts::chart::{Child, NeedChart};
use crate::parts::form::{Button, Choice, Posted};
use crate::parts::show::{Cell, Column, Details, Empty, Table};
use crate::visit::Visit;
use crate::words::PageWords;
use figures::Figures;

/// The page.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    let w = visit.words("council/need_beside_spend");
    let mut reading = visit.reading().await?;
    let figures = Figures::load(&visit, &mut reading, w).await?;
    figures.record(&visit, "page").await?;
    let office = Office::new(&visit, w, w.t("title")).say(w.t("lead"));
    if figures.picture.children.is_empty() {
        return office.with(&Empty::new(w, w.t("none"))).shown();
    }
    let chart =
        NeedChart { words: w, children: children(&figures), description: in_words(w, figures.picture.correlation) };
    let total = figures.picture.total_cost.unwrap_or(Pence::ZERO);
    let count = u64::try_from(figures.picture.children.len()).unwrap_or(0);
    let mut office = office
        .say(&in_words(w, figures.picture.correlation))
        .say(&w.count_with("together", count, &[("sum", &total)]))
        .with(&chart.figure("need").csv("/council/need-beside-spend.csv"));
    office = stands_out(w, office, &figures);
    office = office.with(&Details::new(
        w.t("how_title"),
        ["how_score", "how_link", "how_out"].map(|key| w.find(key).unwrap_or(key).to_owned()).to_vec(),
    ));
    let versions = store::schemes::all(&mut reading).await?;
    let choices =
        versions.iter().map(|one| Choice::new(one.id.to_string(), format!("{} {}", one.scheme, one.effective_from)));
    let asked = query(&visit, "version").unwrap_or_default();
    let posted = Posted::of(w, vec![("version".to_owned(), asked.clone())]);
    let form = Form::search(&visit, "/council/need-beside-spend")
        .field(&posted.field("version").select(choices.collect()))
        .button(Button::new(w.t("compare")).secondary());
    office = office.heading(w.t("after_title")).say(w.t("after_lead")).with(&form);
    if let Some(version) = versions.iter().find(|one| one.id.to_string() == asked) {
        office = after::compare(&visit, &mut reading, office, &figures, version).await?;
    }
    published::table(w, office, &figures).shown()
}

fn children(figures: &Figures) -> Vec<Child> {
    let picture = &figures.picture;
    let one = |placed: &seven_core::need_beside_spend::picture::Placed| {
        let person = placed.child.person;
        Child {
            label: figures.label(person),
            href: figures.is_open(person).then(|| format!("/council/children/{person}")),
            need_hundredths: placed.child.need / 10,
            spend: placed.child.cost,
            is_outlier: picture.outliers.iter().any(|outlier| outlier.person == person),
        }
    };
    picture.children.iter().map(one).collect()
}

/// Whether money follows need, in a sentence.
pub(super) fn in_words(w: PageWords, found: Option<Correlation>) -> String {
    let Some(found) = found else { return w.t("link.unknown").to_owned() };
    let strength = found.strength();
    let key = match (strength, found.direction()) {
        (Strength::TooFew | Strength::None, _) | (_, None) => format!("link.{}", strength.code()),
        (_, Some(direction)) => format!("link.{}.{}", direction.code(), strength.code()),
    };
    w.say(&key, &[("number", &found.shown()), ("pairs", &found.pairs)])
}

fn stands_out(w: PageWords, office: Office, figures: &Figures) -> Office {
    let outliers = &figures.picture.outliers;
    let office = office.heading(w.t("out_title"));
    if outliers.is_empty() {
        return office.say(w.t("nobody_out"));
    }
    let why = |one: &Outlier| {
        let said = one.why.iter().map(|why| match why {
            Why::CostFarAboveNeed { places } | Why::CostFarBelowNeed { places } => {
                w.say(&format!("why.{}", why.code()), &[("places", places)])
            }
            Why::ThriceTheMedian { median: Pence::ZERO, alike } => {
                w.say("why.others-have-nothing", &[("alike", alike)])
            }
            Why::ThriceTheMedian { median, alike } => {
                w.say("why.thrice-the-median", &[("median", median), ("alike", alike)])
            }
        });
        said.collect::<Vec<_>>().join(" ")
    };
    let name = |one: &Outlier| match figures.is_open(one.person) {
        true => Cell::link(figures.label(one.person), format!("/council/children/{}", one.person)),
        false => Cell::text(figures.label(one.person)),
    };
    let columns = vec![Column::new(w.t("column.child")), Column::new(w.t("column.why"))];
    let rows = outliers.iter().map(|one| vec![name(one), Cell::text(why(one))]).collect();
    office.say(w.t("out_lead")).with(&Table::new(w, w.t("out_title"), columns, rows).hide_caption())
}

/// The ranks of a picture cut in quarters: 0 is the least.
pub(super) fn quarter(double_rank: i64, picture: &Picture) -> usize {
    let all = i64::try_from(picture.children.len()).unwrap_or(1).max(1);
    let place = (double_rank - 1) * 4 / (all * 2).max(1);
    usize::try_from(place.clamp(0, 3)).unwrap_or(0)
}
