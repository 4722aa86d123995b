//! What a letter about a figure says besides the engine's own explanation, when nothing more is known.

use seven_core::document::{Language as PaperLanguage, Style};
use seven_core::letter::Known;

use crate::query::style_code;
use crate::visit::Visit;
use crate::words::{Language, PageWords};

/// A letter's surroundings without a person: no name, no reference, no days.
#[must_use]
pub fn nothing_known(visit: &Visit, style: Style, w: PageWords) -> Known {
    let is_welsh = w.language() == Language::Welsh && style_code(style) != "easy";
    Known {
        child: String::new(),
        authority: visit.authority.name.clone(),
        reference: None,
        address: Vec::new(),
        day: visit.moment.today,
        style,
        words: if is_welsh { PaperLanguage::Welsh } else { PaperLanguage::English },
        answered: Vec::new(),
        challenge: None,
        adjusted: Vec::new(),
    }
}
