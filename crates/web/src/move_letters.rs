//! The letter about a move as a document: the same for the family and for those who work on it.

use actions::life::providers;
use actions::money::MoneyView;
use seven_core::document::Document;
use seven_core::life::move_letter::{MoveLetter, NamedPayment};
use seven_core::life::moving::Moving;
use seven_core::people::Person;
use seven_core::settings::Settings;
use seven_core::{InstalmentId, Pence};
use store::Reading;

use crate::fault::Fault;
use crate::query::style;
use crate::streams::called;
use crate::visit::Visit;

/// The letter.
pub(crate) async fn letter(
    visit: &Visit,
    at: &mut Reading,
    child: &Person,
    moving: &Moving,
) -> Result<Document, Fault> {
    let view = MoneyView::load(at, child.id, visit.moment.today).await?;
    let payments = || view.streams.iter().flat_map(|stream| &stream.payments);
    let spanning: Vec<NamedPayment> = payments()
        .filter(|one| moving.spanning.contains(&InstalmentId(one.id)))
        .map(|one| NamedPayment { due: one.paper.due, amount: one.paper.total(), covers: one.paper.covers })
        .collect();
    let is_off = |id: InstalmentId| moving.called_off.iter().any(|(off, _)| *off == id);
    let off = payments().filter(|one| is_off(InstalmentId(one.id)));
    let called_off = Pence(off.fold(0, |sum: i64, one| sum.saturating_add(one.paper.total().0)));
    let left: Vec<(String, Pence)> =
        view.streams.iter().map(|stream| (called(&stream.stream), stream.to_spend())).collect();
    let settings = Settings::read(&visit.authority.settings);
    let letter = MoveLetter {
        moving,
        child: child.name.first(),
        authority: &visit.authority.name,
        spanning: &spanning,
        called_off,
        left: &left,
        tells: &providers(&view.streams),
        settings: &settings,
        style: style(visit),
    };
    Ok(letter.document())
}
