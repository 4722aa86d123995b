//! The fonts in the program: a sans for all Latin, Greek and Cyrillic text; two more for what it lacks, such as Hebrew and
//! Arabic letters and boxes to tick.

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// Families of `typst-assets` that fill the gaps of the sans.
const FALLBACKS: [&str; 2] = ["Libertinus Serif", "DejaVu Sans Mono"];

/// Faces and what the layout needs to know of them.
pub(crate) struct Fonts {
    pub(crate) book: LazyHash<FontBook>,
    pub(crate) faces: Vec<Font>,
}

impl Fonts {
    pub(crate) fn built_in() -> Fonts {
        let sans = [notosans::REGULAR_TTF, notosans::BOLD_TTF, notosans::ITALIC_TTF, notosans::BOLD_ITALIC_TTF];
        let mut faces: Vec<Font> = sans.into_iter().flat_map(|face| Font::iter(Bytes::new(face))).collect();
        let others = typst_assets::fonts().flat_map(|face| Font::iter(Bytes::new(face)));
        faces.extend(others.filter(|face| FALLBACKS.contains(&face.info().family.as_str())));
        Fonts { book: LazyHash::new(FontBook::from_fonts(&faces)), faces }
    }

    /// Whether some face has a glyph for a sign.
    pub(crate) fn has(&self, sign: char) -> bool {
        self.faces.iter().any(|face| face.info().coverage.contains(u32::from(sign)))
    }
}
