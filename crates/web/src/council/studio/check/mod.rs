//! `/council/studio/{study}`: what stands out about the cases, before anything is chosen. Nothing is taken out here.

use actions::studio::{Looked, cases_of, look};
use axum::extract::Path;
use axum::response::Response;
use calibration::cases::{Outlier, RowFault};
use calibration::wording::{Sums, count, percent};
use seven_core::Pence;
use seven_core::access::Action;

use super::{Step, found, office, record};
use crate::council::layout::{Office, may};
use crate::fault::Fault;
use crate::parts::form::Button;
use crate::parts::show::{Cell, Column, Row, SummaryList, Table};
use crate::visit::Visit;
use crate::words::PageWords;

/// Rows of a list that are shown.
const ROWS: usize = 50;
/// Cases below which no figure is solid.
const FEW: usize = 100;

/// The page.
pub async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Fault> {
    let w = visit.words("council/studio/check");
    let (mut reading, study) = found(&visit, &id).await?;
    let page = office(&visit, w, &study, Step::Check);
    let bytes = match cases_of(&mut reading, study.id).await {
        Ok(bytes) => bytes,
        Err(actions::ActionError::Rule(_)) => return page.say(w.t("problem.cases-gone")).shown(),
        Err(other) => return Err(other.into()),
    };
    drop(reading);
    record(&visit, &study, "page").await?;
    let looked = look(&bytes)?;
    let mut page = page.say(w.t("lead")).with(&SummaryList::new(summary(w, &looked)));
    page = faults(w, page, &looked.faults);
    page = page.heading(w.t("out_title")).bullets(&stands_out(w, &looked));
    page = outliers(w, page, &looked.quality.outliers);
    page = groups(w, page, &looked);
    if may(&visit, Action::MakeStudy) {
        let next = Button::link(w.t("next"), format!("/council/studio/{}/choose", study.id));
        page = page.with(&next);
    }
    page.shown()
}

fn summary(w: PageWords, looked: &Looked) -> Vec<Row> {
    let quality = &looked.quality;
    let spent = looked.cases.cost_pence.iter().copied().fold(0_i64, i64::saturating_add);
    let points = looked.cases.points.as_ref().and_then(|points| Some((points.iter().min()?, points.iter().max()?)));
    let mut rows = vec![
        Row::new(w.t("row.cases"), count(quality.rows)),
        Row::new(w.t("row.people"), count(quality.people)),
        Row::new(w.t("row.spent"), Pence(spent).in_pounds()),
    ];
    rows.extend(quality.families.map(|families| Row::new(w.t("row.families"), count(families))));
    rows.push(match points {
        Some((least, most)) => Row::new(w.t("row.points"), w.say("row.from_to", &[("least", least), ("most", most)])),
        None => Row::new(w.t("row.points"), w.t("row.no_points")),
    });
    rows
}

/// Rows that cannot be used: missing costs, costs below nothing, people who stand twice.
fn faults(w: PageWords, page: Office, faults: &[RowFault]) -> Office {
    if faults.is_empty() {
        return page.say(w.t("no_faults"));
    }
    let columns = vec![
        Column::new(w.t("column.line")),
        Column::new(w.t("column.who")),
        Column::new(w.t("column.column")),
        Column::new(w.t("column.what")),
    ];
    let row = |fault: &RowFault| {
        vec![
            Cell::text(fault.line.to_string()),
            Cell::text(fault.person.clone()),
            Cell::text(fault.column.clone()),
            Cell::text(super::sentence(&fault.what)),
        ]
    };
    let rows = faults.iter().take(ROWS).map(row).collect();
    let said = w.count("faults", u64::try_from(faults.len()).unwrap_or(0));
    page.heading(w.t("faults_title")).say(&said).with(&Table::new(w, w.t("faults_title"), columns, rows).hide_caption())
}

fn stands_out(w: PageWords, looked: &Looked) -> Vec<String> {
    let quality = &looked.quality;
    let mut said = Vec::new();
    if quality.rows < FEW {
        said.push(w.say("out.few", &[("cases", &quality.rows)]));
    }
    if quality.one_cost_everywhere {
        said.push(w.t("out.one_cost").to_owned());
    }
    if quality.one_score_everywhere {
        said.push(w.t("out.one_score").to_owned());
    }
    // those who cost nothing are told of below
    said.extend(quality.mass_points.iter().filter(|mass| mass.cost_pence > 0).map(|mass| {
        let (rows, cost) = (count(mass.rows), Pence(mass.cost_pence));
        w.say("out.mass", &[("rows", &rows), ("cost", &cost)])
    }));
    if quality.no_cost > 0 {
        said.push(w.count("out.no_cost", u64::try_from(quality.no_cost).unwrap_or(0)));
    }
    if quality.repeated_people > 0 {
        said.push(w.count("out.repeated", u64::try_from(quality.repeated_people).unwrap_or(0)));
    }
    if quality.round_hundreds_share > 0.3 {
        said.push(w.say("out.round", &[("share", &percent(quality.round_hundreds_share))]));
    }
    if said.is_empty() && quality.outliers.is_empty() {
        said.push(w.t("out.nothing").to_owned());
    }
    said
}

/// Cases far from others of the same need: for somebody to look at. They stay in.
fn outliers(w: PageWords, page: Office, outliers: &[Outlier]) -> Office {
    if outliers.is_empty() {
        return page;
    }
    let sums = Sums { sign: "£".to_owned(), decimals: 0 };
    let sum = |key: &str| Column::number(w.find(&format!("column.{key}")).unwrap_or_default());
    let columns = [Column::new(w.t("column.line")), sum("cost"), sum("usual"), sum("influence")];
    let row = |one: &Outlier| {
        let figures = [sums.shown(one.cost), sums.shown(one.usual), sums.shown(one.influence)];
        [Cell::text(one.line.to_string())].into_iter().chain(figures.map(Cell::text)).collect()
    };
    let rows = outliers.iter().take(ROWS).map(row).collect();
    let table = Table::new(w, w.t("outliers_title"), columns.to_vec(), rows).hide_caption();
    page.heading(w.t("outliers_title")).say(w.t("outliers_lead")).with(&table)
}

fn groups(w: PageWords, page: Office, looked: &Looked) -> Office {
    let groups = &looked.cases.groups;
    if groups.is_empty() {
        return page.say(w.t("no_groups"));
    }
    let line = |group: &calibration::cases::Group| {
        let few = group.counts().into_iter().filter(|count| *count < 10).count();
        let all = group.values.len();
        match few {
            0 => w.say("groups.column", &[("column", &group.name), ("values", &all)]),
            few => w.say("groups.with_few", &[("column", &group.name), ("values", &all), ("few", &few)]),
        }
    };
    let lines: Vec<String> = groups.iter().map(line).collect();
    page.heading(w.t("groups_title")).bullets(&lines)
}
