//! `/council/studio/methods`: each choice of the studio, what it does and what it costs.

use axum::response::Response;

use crate::council::layout::Office;
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::show::{Row, SummaryList};
use crate::visit::Visit;

/// The choices, in the order in which they are made.
const CHOICES: [(&str, &[&str]); 5] = [
    ("table", &["price-point", "bands", "lines", "isotonic", "percentile"]),
    ("near", &["squares", "median"]),
    ("money", &["contingency", "least-loss", "common-shift", "common-share"]),
    ("limits", &["floor", "ceiling", "cap"]),
    ("groups", &["compare", "adjust", "small"]),
];

/// The page.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    let w = visit.words("council/studio/methods");
    let mut office = Office::new(&visit, w, w.t("title")).say(w.t("lead")).say(w.t("spending"));
    office.page.breadcrumbs = vec![Link::new(w.t("studio"), "/council/studio")];
    let t = |key: String| w.find(&key).unwrap_or_default();
    for (part, choices) in CHOICES {
        office = office.heading(t(format!("part.{part}")));
        for choice in choices {
            let rows = ["what", "price"].map(|key| Row::new(t(format!("row.{key}")), t(format!("{choice}.{key}"))));
            office = office.with(&SummaryList::new(rows.to_vec()).titled(t(format!("{choice}.name"))));
        }
    }
    office.shown()
}
