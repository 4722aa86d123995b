//! `/council/children/{child}/money/invoices` and `/funds`: what providers send for what the council buys, and what the holders
//! of funds account for. A provider's staff see their own provider's alone.

pub mod funds;
pub mod invoices;

use actions::life::move_of;
use actions::money::{is_same_provider, own_providers};
use seven_core::access::{Permit, Seat};
use seven_core::people::Person;
use store::Query;

use crate::council::shown;
use crate::fault::Fault;
use crate::parts::show::Inset;
use crate::visit::Visit;
use crate::words::PageWords;

/// The folder of the words.
const FOLDER: &str = "council/child/bills";

/// Until when there is support here, where the child moves away: it is all that a provider is told of it.
async fn last_day(at: &mut impl Query, w: PageWords, child: &Person) -> Result<Option<Inset>, Fault> {
    let moving = move_of(at, child.id).await?;
    Ok(moving.map(|moving| {
        let values: [(&str, &dyn std::fmt::Display); 2] =
            [("name", &child.name.first()), ("day", &shown::day(moving.paper.last_day))];
        Inset::new(w.say("last_day", &values))
    }))
}

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
