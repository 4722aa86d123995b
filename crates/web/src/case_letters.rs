//! The letters of a case about money as documents: the same for the family and for those who work on it.

use seven_core::document::Document;
use seven_core::money::case_letter::CaseStep;
use seven_core::money::{CaseLetter, MoneyCase};
use seven_core::people::Person;
use seven_core::settings::Settings;
use store::papers::Stored;

use crate::fault::Fault;
use crate::query::style;
use crate::streams::called;
use crate::visit::Visit;

/// The letter of a step, by the step's code.
pub(crate) fn letter(visit: &Visit, child: &Person, case: &Stored<MoneyCase>, step: &str) -> Result<Document, Fault> {
    let step = CaseStep::from_code(step).map_err(|_| Fault::NotFound)?;
    let settings = Settings::read(&visit.authority.settings);
    let letter = CaseLetter {
        case: &case.paper,
        step,
        child: child.name.first(),
        stream: &called(&case.paper.stream),
        authority: &visit.authority.name,
        reference: &case.id.to_string(),
        settings: &settings,
        style: style(visit),
    };
    letter.document().ok_or(Fault::NotFound)
}
