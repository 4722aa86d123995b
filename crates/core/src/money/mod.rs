//! Organising the money and living on it (steps 4 and 6): who holds it and on what grounds, when it is paid, what it may be
//! spent on, what happens when something is wrong. Every rule here is pure; what money then moves is told as transfers.

pub mod bank_details;
pub mod bridge;
pub mod case;
pub mod case_letter;
pub mod crisis;
pub mod earmark;
pub mod figures;
pub mod find;
pub mod following;
pub mod forecast;
pub mod fund_return;
pub mod grounds;
pub mod holding;
pub mod invoice;
pub mod late;
pub mod opening;
pub mod pays_from;
pub mod reach;
pub mod run;
pub mod sample;
pub mod schedule;
pub mod spend;
pub mod step_up;
pub mod told;
pub mod uplift;
pub mod working_days;
pub mod year_end;

pub use bank_details::BankDetails;
pub use bridge::Bridge;
pub use case::MoneyCase;
pub use case_letter::CaseLetter;
pub use earmark::Earmark;
pub use find::Find;
pub use fund_return::FundReturn;
pub use grounds::GroundsPack;
pub use holding::{MoneyHolding, SetUpMissing};
pub use invoice::Invoice;
pub use pays_from::PaysFrom;
pub use reach::Reach;
pub use run::{PaymentRun, RunLine};
pub use schedule::Instalment;
pub use uplift::{Uplift, UpliftAward};
