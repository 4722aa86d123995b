//! Who may do what: the one place that decides. `(actor, action, standing, purpose) → Permit`, or a refusal in plain words.
//!
//! Deny unless allowed. A [`Permit`] is a value that only this module can make; the store wants one for every write. The
//! grid in `grid.txt` shows every seat against every action and is compared with the code by a test.

mod action;
mod permit;
mod reach;
mod seat;
#[cfg(test)]
mod tests;

pub use action::{Action, Scope};
pub use permit::{Permit, Refusal, by_link, decide, operator, self_service};
pub use reach::{Reach, reach};
pub use seat::{Actor, Purpose, Seat, Standing, seats};

/// The permission grid as text: a row for each action, a column for each seat, `x` where allowed.
#[must_use]
pub fn grid() -> String {
    let width = Action::ALL.iter().map(|action| action.code().len()).max().unwrap_or(0);
    let mut text = String::new();
    for (at, seat) in Seat::ALL.iter().enumerate() {
        let bars = "| ".repeat(at);
        text.push_str(&format!("{:width$} {bars}{}\n", "", seat.code()));
    }
    for action in Action::ALL {
        text.push_str(&format!("{:width$}", action.code()));
        for seat in Seat::ALL {
            text.push_str(if action.seats().contains(seat) { " x" } else { " ." });
        }
        text.push('\n');
    }
    text
}
