//! The letters of a case about money as documents: the same for the family and for those who work on it.

use seven_core::document::Document;
use seven_core::money::case_letter::CaseStep;
use seven_core::money::{CaseLetter, MoneyCase};
use seven_core::people::Person;
use seven_core::settings::Settings;
use store::papers::Stored;
use uuid::Uuid;

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
        reference: &reference(case.id),
        settings: &settings,
        style: style(visit),
    };
    letter.document().ok_or(Fault::NotFound)
}

/// What a letter is known by: the last part of the case's id, short enough to be read out on the phone.
fn reference(id: Uuid) -> String {
    let (_, _, _, last) = id.as_fields();
    let text = last.iter().skip(2).map(|byte| format!("{byte:02X}")).collect::<Vec<_>>();
    text.chunks(2).map(<[String]>::concat).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_known_by_twelve_signs() {
        let id = Uuid::parse_str("01980829-9680-7e06-8588-e584d3a3f330").unwrap();
        assert_eq!(reference(id), "E584-D3A3-F330");
    }
}
