//! The figures behind the page, with names only where the visitor's relations reach; and the same as CSV.

use std::collections::{HashMap, HashSet};

use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use seven_core::access::{Action, reach};
use seven_core::audit::Event;
use seven_core::need_beside_spend::picture::Placed;
use seven_core::need_beside_spend::{Child, Picture, picture};
use seven_core::{Pence, PersonId};
use store::worklist::{self, Sort, Wanted};
use store::{Reading, packages};

use crate::council::layout::may;
use crate::council::shown::cell;
use crate::fault::Fault;
use crate::visit::Visit;
use crate::words::PageWords;

/// Names are looked up for so many children at most.
const MOST_NAMED: i64 = 20_000;

/// The picture, and what to call each child.
pub struct Figures {
    /// Every child with a figure.
    pub picture: Picture,
    /// What each was told for a year.
    pub figures: HashMap<PersonId, Pence>,
    labels: HashMap<PersonId, String>,
    named: HashSet<PersonId>,
    opens_records: bool,
}

impl Figures {
    /// Loads them: one query for the figures, one for whom the visitor may name.
    pub async fn load(visit: &Visit, at: &mut Reading, w: PageWords) -> Result<Figures, Fault> {
        let signed = visit.signed.as_ref().ok_or(Fault::SignInFirst)?;
        let today = visit.moment.today;
        let rows = packages::beside_need(at, today).await?;
        let wanted = Wanted {
            viewer: signed.actor.person,
            reach: reach(&signed.actor, today),
            today,
            waiting: None,
            sort: Sort::Name,
            after: None,
            limit: MOST_NAMED,
        };
        let named: HashSet<PersonId> = worklist::lines(at, &wanted).await?.into_iter().map(|line| line.child).collect();
        let children: Vec<Child> =
            rows.iter().map(|row| Child { person: row.child, need: row.points_thousandths, cost: row.spend }).collect();
        let picture = picture(&children);
        let names: HashMap<PersonId, &str> = rows.iter().map(|row| (row.child, row.name.as_str())).collect();
        let label = |(at, placed): (usize, &Placed)| {
            let person = placed.child.person;
            let number = at + 1;
            let own = names.get(&person).filter(|_| named.contains(&person)).map(|name| (*name).to_owned());
            (person, own.unwrap_or_else(|| w.say("number", &[("number", &number)])))
        };
        let labels = picture.children.iter().enumerate().map(label).collect();
        let figures = rows.iter().map(|row| (row.child, row.figure)).collect();
        let opens_records = may(visit, Action::SearchPeople);
        Ok(Figures { picture, figures, labels, named, opens_records })
    }

    /// A name, or a number in the order of need.
    pub fn label(&self, person: PersonId) -> String {
        self.labels.get(&person).cloned().unwrap_or_default()
    }

    /// Whether the name leads to the record: for those who may know it and work with records.
    pub fn is_open(&self, person: PersonId) -> bool {
        self.opens_records && self.named.contains(&person)
    }

    /// Puts on record that the figures were looked at.
    pub async fn record(&self, visit: &Visit, what: &str) -> Result<(), Fault> {
        if let Some(permit) = &visit.permit {
            let event = Event::of(permit, "list need beside spend").with("as", what);
            let event = event.with("rows", self.picture.children.len()).with("named", self.named.len());
            visit.app.store.record_view(&visit.authority.id, event, visit.moment.at).await?;
        }
        Ok(())
    }
}

/// A CSV file to keep.
pub fn file(name: &str, text: String) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    let headers = [(CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (CONTENT_DISPOSITION, disposition)];
    (headers, text).into_response()
}

/// `/council/need-beside-spend.csv`.
pub async fn csv(visit: Visit) -> Result<Response, Fault> {
    let w = visit.words("council/need_beside_spend");
    let mut reading = visit.reading().await?;
    let figures = Figures::load(&visit, &mut reading, w).await?;
    figures.record(&visit, "csv").await?;
    let mut text = String::from("child,need_points,spend_in_a_year,figure_for_a_year,stands_out\r\n");
    for placed in &figures.picture.children {
        let person = placed.child.person;
        let is_out = figures.picture.outliers.iter().any(|one| one.person == person);
        let figure = figures.figures.get(&person).copied().unwrap_or(Pence::ZERO);
        let (whole, rest) = (placed.child.need / 1_000, placed.child.need.unsigned_abs() % 1_000);
        let line = format!(
            "{},{whole}.{rest:03},{},{},{}\r\n",
            cell(&figures.label(person)),
            plain(placed.child.cost),
            plain(figure),
            if is_out { "yes" } else { "no" }
        );
        text.push_str(&line);
    }
    Ok(file("need-beside-spend.csv", text))
}

/// `1234.56`.
fn plain(sum: Pence) -> String {
    sum.to_string().replace(['£', ','], "")
}
