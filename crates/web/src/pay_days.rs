//! On which day a payment comes that is due on a day on which banks do not work.

use jiff::civil::Date;
use seven_core::money::Instalment;
use seven_core::money::working_days::{PayDayRule, bank_holidays};
use seven_core::settings::Settings;

use crate::visit::Visit;

/// The authority's rule.
pub(crate) fn rule(visit: &Visit) -> PayDayRule {
    Settings::read(&visit.authority.settings).pay_day_rule
}

/// The day on which a payment comes: its due day, moved as the rule says.
pub(crate) fn comes_on(visit: &Visit, payment: &Instalment) -> Date {
    bank_holidays().moved(payment.due, rule(visit))
}
