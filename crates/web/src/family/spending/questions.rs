//! One plain question at a time; and when all are answered, what nobody has said anything about.

use actions::spending::LineView;
use axum::response::Response;
use seven_core::access::Action;

use super::line::asking;
use super::{Till, payee};
use crate::dates::day;
use crate::family::plan::sheet::Sheet;
use crate::fault::Fault;
use crate::parts::Link;
use crate::visit::Visit;

/// The first question that is open, or what is left.
pub async fn show(visit: Visit) -> Result<Response, Fault> {
    let till = Till::open(visit).await?;
    let w = till.w;
    let asked = till.asked();
    if let Some(first) = asked.first().filter(|_| till.visit.opens(Action::MatchSpending)) {
        let count = u64::try_from(asked.len()).unwrap_or(u64::MAX);
        let title = w.t("question.title").to_owned();
        let sheet = Sheet::new(till.page(title, till.to_statements()), question(&till, first));
        return asking(&till, sheet.caption(w.count("question.left", count)), first, "questions").shown();
    }
    let title = w.t("question.none").to_owned();
    let left = till.left();
    let mut sheet = Sheet::new(till.page(title.clone(), till.to_statements()), title);
    if left.is_empty() {
        return sheet.lead(w.t("question.all-done")).links(&[till.to_records()]).shown();
    }
    sheet = sheet.lead(w.t("question.left-over"));
    let link = |line: &&LineView| {
        let line = *line;
        let sum = seven_core::Pence(line.stored.line.pence.0.saturating_abs());
        let (on, who) = (day(w, line.stored.line.booked), payee(w, line));
        let text = w.say("question.line", &[("day", &on), ("sum", &sum), ("payee", &who)]);
        Link::new(text, till.at(&format!("/lines/{}", line.stored.id)))
    };
    sheet.bullets(&left.iter().map(link).collect::<Vec<_>>()).shown()
}

/// The question as a heading.
pub(super) fn question(till: &Till, line: &LineView) -> String {
    let w = till.w;
    let Some(question) = &line.question else { return w.t("question.open").to_owned() };
    let (on, who) = (day(w, line.stored.line.booked), payee(w, line));
    let sum = seven_core::Pence(line.stored.line.pence.0.saturating_abs());
    let what = line.possible.first().map(|(candidate, _)| till.candidate(candidate)).unwrap_or_default();
    let values: [(&str, &dyn std::fmt::Display); 4] = [("day", &on), ("sum", &sum), ("payee", &who), ("what", &what)];
    w.say(&format!("question.{}", question.key), &values)
}
