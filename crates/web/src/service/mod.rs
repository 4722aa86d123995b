//! The service itself: what stands around pages, the pages of faults, whether it is well.

pub mod fault_page;
mod frame;
pub mod health;

pub(crate) use frame::around;
