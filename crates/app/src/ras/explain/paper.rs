//! The letter on paper, as far as a file of answers goes: whom it is about is the id in the file, and it bears the day of
//! calculation, so that the same answers give the same file.

use crate::failure::Failure;
use print::Printer;
use ras::explain::{Explanation, Wording};
use seven_core::document::{Language, Style as Layout};
use seven_core::letter::{Known, letter};

/// For whose eyes a letter is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Style {
    /// 11 point
    #[default]
    Standard,
    /// 18 point
    Large,
    /// 16 point, short lines, wide spacing, and the scheme's easy words where it has some
    Easy,
}

/// Prints the letter.
pub fn pdf(explanation: &Explanation<'_>, wording: &Wording, style: Style, words: &str) -> Result<Vec<u8>, Failure> {
    let known = Known {
        child: explanation.person.clone(),
        authority: String::new(),
        reference: None,
        address: Vec::new(),
        day: explanation.on,
        style: match style {
            Style::Standard => Layout::Standard,
            Style::Large => Layout::LargePrint,
            Style::Easy => Layout::EasyRead,
        },
        words: Language::of(words),
        answered: Vec::new(),
        challenge: None,
        adjusted: Vec::new(),
    };
    let document = letter(explanation, wording, &known);
    let cannot = |error: print::PrintError| Failure::new(error.to_string());
    let printer = Printer::new().map_err(cannot)?;
    let missing = printer.unprintable(&document);
    if !missing.is_empty() {
        let signs: String = missing.iter().collect();
        eprintln!("note: no font here has {signs}; □ stands in their place");
    }
    printer.pdf(&document).map_err(cannot)
}
