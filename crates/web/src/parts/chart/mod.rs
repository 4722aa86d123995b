//! Charts as SVG made on the server: each with a title and a description, its figures as a table, and a link to them as CSV.
//!
//! They are written as templates, not drawn by a library: so text stays text that a reader can enlarge and a style sheet
//! can dress in each skin and on paper, and each mark can be named. Positions are whole thousandths, no float takes part.

mod balance;
mod change;
mod circle;
mod frame;
mod labelled;
mod need;
mod pot;
mod progress;
mod range;
mod scale;
mod steps;
mod strength;
mod sums;

pub use balance::{Balance, BalanceChart};
pub use change::{Change, ChangeChart};
pub use circle::{CircleChart, RingOfPeople};
pub use frame::Figure;
pub use need::{Child, NeedChart};
pub use pot::PotChart;
pub use progress::{ProgressChart, Told};
pub use range::{Range, RangeChart};
pub use steps::{PriceStep, StepsChart};
pub use strength::{Strength, StrengthChart};
