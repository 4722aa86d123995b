//! A study: a file of cases, what was chosen, and all that is made of the two. Command line and pages both come through here, so
//! the same file and choices give the same bytes in either.

mod chosen;
mod draft;
mod evidence;
mod make;
mod picture;
#[cfg(test)]
mod tests;
mod told;

pub use chosen::{Chosen, ChosenError, MethodName, NearName, quoted_for_a_shell};
pub use draft::draft;
pub use evidence::{evidence, made_from};
pub use make::{Made, StudyError, make};
pub use picture::{Bar, ByGroup, Gap, Part, Picture, PictureRow, PictureTable, Spread};
pub use told::{groups, told};
