//! `/council/children/{child}/money/invoices` and `/funds`: what providers send for what the council buys, and what the holders
//! of funds account for. A provider's staff see their own provider's alone.

pub mod funds;
pub mod invoices;

use actions::money::{is_same_provider, own_providers};
use seven_core::access::{Permit, Seat};
use store::Query;

use crate::fault::Fault;
use crate::visit::Visit;

/// The folder of the words.
const FOLDER: &str = "council/child/bills";

/// Whose papers a visitor sees.
enum Sees {
    /// Everybody's.
    All,
    /// Those of the providers that they work for.
    Own(Vec<String>),
}

impl Sees {
    async fn of(visit: &Visit, at: &mut impl Query) -> Result<Sees, Fault> {
        if visit.permit.as_ref().and_then(Permit::seat) != Some(Seat::ProviderStaff) {
            return Ok(Sees::All);
        }
        let person = visit.person().ok_or(Fault::SignInFirst)?;
        Ok(Sees::Own(own_providers(at, person, visit.moment.today).await?))
    }

    fn sees(&self, provider: &str) -> bool {
        match self {
            Sees::All => true,
            Sees::Own(names) => names.iter().any(|name| is_same_provider(name, provider)),
        }
    }

    /// The provider that is written on what they send.
    fn own(&self) -> Option<&str> {
        match self {
            Sees::All => None,
            Sees::Own(names) => Some(names.first().map_or("", String::as_str)),
        }
    }
}
