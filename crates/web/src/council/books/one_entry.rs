//! One entry with everything that it names: from where to where, for which line of which plan, shown by what, by whom.

use actions::money::MoneyView;
use axum::extract::Path;
use axum::response::Response;
use seven_core::ledger::{Step, Transfer};
use seven_core::money::{Find, FundReturn, Invoice, MoneyCase};
use seven_core::{BankLineId, EvidenceId, PersonId, SpendingId, TransferId};
use store::{Reading, StoreError, ledger, papers, spending};

use super::entries::{happened, names};
use super::{AT, FOLDER, looked, tabs};
use crate::council::layout::Office;
use crate::council::shown;
use crate::fault::Fault;
use crate::parts::Link;
use crate::parts::show::{Row, SummaryList};
use crate::streams::called;
use crate::visit::Visit;
use crate::words::PageWords;

/// The entry.
pub async fn show(visit: Visit, Path(entry): Path<String>) -> Result<Response, Fault> {
    let w = visit.words(FOLDER);
    let id: TransferId = entry.parse().map_err(|_| Fault::NotFound)?;
    let mut reading = visit.reading().await?;
    let entry = ledger::entry(&mut reading, id).await?.ok_or(Fault::NotFound)?;
    looked(&visit, entry.child, ("entry of the books", 1)).await?;
    let names = names(&mut reading, std::slice::from_ref(&entry)).await?;
    let view = match entry.child {
        Some(child) => Some(MoneyView::load(&mut reading, child, visit.moment.today).await?),
        None => None,
    };
    let shown_by = match (entry.child, entry.named.evidence) {
        (Some(child), Some(evidence)) => evidence_in_words(w, &mut reading, (child, evidence)).await?,
        _ => None,
    };
    drop(reading);
    let name = |person: Option<PersonId>| person.and_then(|person| names.get(&person).cloned()).unwrap_or_default();
    let mut office = Office::new(&visit, w, w.say("entry_title", &[("sum", &entry.amount)]));
    office = office.above(&tabs(&visit, w, "entries"));
    let mut rows = vec![
        Row::new(w.t("column.happened"), happened(w, &entry)),
        Row::new(w.t("column.day"), shown::day(entry.day)),
        Row::new(w.t("column.stream"), called(&entry.stream)),
    ];
    let person = entry.child.or(entry.worker);
    let mut whose = Row::new(w.t("column.who"), name(person));
    if let Some(child) = entry.child {
        let link = Link::new(w.t("all_of_child"), format!("{AT}/entries?child={child}"));
        whose = whose.action(link, name(Some(child)));
    }
    rows.push(whose);
    let (from, to) = directions(&entry);
    rows.push(Row::new(w.t("from_account"), shown::coded(w, "account", from)));
    rows.push(Row::new(w.t("to_account"), shown::coded(w, "account", to)));
    if let Some(line) = entry.named.line {
        let all = view.iter().flat_map(|view| &view.streams).flat_map(|stream| &stream.support);
        let what = all.into_iter().find(|(piece, _)| *piece == line).map(|(_, support)| support.what.clone());
        rows.push(Row::new(w.t("line"), what.unwrap_or_else(|| w.t("line_elsewhere").to_owned())));
    }
    if let Some(evidence) = entry.named.evidence {
        let own = shown_by.unwrap_or_else(|| w.say("evidence_by_id", &[("id", &evidence)]));
        rows.push(Row::new(w.t("evidence"), own));
    }
    if !entry.named.reason.is_empty() {
        rows.push(Row::new(w.t("column.why"), entry.named.reason.clone()));
    }
    let by = if entry.named.by.is_some() { name(entry.named.by) } else { w.t("by_server").to_owned() };
    rows.push(Row::new(w.t("column.by"), by));
    rows.push(Row::new(w.t("written_at"), shown::instant(entry.named.at)));
    rows.push(Row::new(w.t("entry_id"), entry.id.to_string()));
    office = office.with(&SummaryList::new(rows));
    if let Some(about) = entry.step.about() {
        office = office.link(w.t("about"), &format!("{AT}/entries/{about}"));
    }
    office.shown()
}

/// Which account the money left and which it came to; a correction goes the other way.
fn directions(entry: &Transfer) -> (&'static str, &'static str) {
    let (from, to) = (entry.movement.from().code(), entry.movement.to().code());
    if matches!(entry.step, Step::Correct(_)) { (to, from) } else { (from, to) }
}

/// A paper, or nothing where there is none of this kind under the id.
fn there<T>(found: Result<T, StoreError>) -> Result<Option<T>, StoreError> {
    match found {
        Ok(paper) => Ok(Some(paper)),
        Err(StoreError::Missing(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// What shows an entry, in words: whichever paper of the child has the id.
async fn evidence_in_words(
    w: PageWords,
    at: &mut Reading,
    (child, id): (PersonId, EvidenceId),
) -> Result<Option<String>, Fault> {
    if let Some(found) = there(papers::find_of::<Invoice>(at, child, id.0).await)? {
        let (provider, number) = (found.paper.provider, found.paper.number);
        return Ok(Some(w.say("shown-by.invoice", &[("provider", &provider), ("number", &number)])));
    }
    if let Some(found) = there(papers::find_of::<FundReturn>(at, child, id.0).await)? {
        let month = found.paper.month.strftime("%B %Y").to_string();
        return Ok(Some(w.say("shown-by.fund", &[("month", &month)])));
    }
    if let Some(found) = there(papers::find_of::<Find>(at, child, id.0).await)? {
        let words = found.paper.explained.map(|(_, words)| words).unwrap_or_default();
        return Ok(Some(w.say("shown-by.find", &[("words", &words)])));
    }
    if there(papers::find_of::<MoneyCase>(at, child, id.0).await)?.is_some() {
        return Ok(Some(w.t("shown-by.case").to_owned()));
    }
    if spending::lines::find(at, child, BankLineId(id.0)).await?.is_some() {
        return Ok(Some(w.t("shown-by.bank").to_owned()));
    }
    let record = spending::records::find(at, child, SpendingId(id.0)).await?;
    Ok(record.map(|_| w.t("shown-by.record").to_owned()))
}
