//! Forms: a field keeps what was typed through every error; a control shows a field; the summary lists what to mend.

mod choices;
mod controls;
mod field;
mod parts_of_a_value;
mod sending;
mod summary;

pub use choices::{Choice, Choices, Select};
pub use controls::{FileUpload, TextArea, TextInput};
pub use field::{Field, Posted};
pub use parts_of_a_value::{DateInput, MoneyInput};
pub use sending::{Button, Csrf, Emphasis, Hidden};
pub use summary::{ErrorSummary, Problem};
