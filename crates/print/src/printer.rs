//! The printer: fonts and layout rules made ready once, then used for any number of documents on any number of threads.

use crate::fonts::Fonts;
use crate::plain_text::Cleaner;
use crate::world::Desk;
use seven_core::document::Document;
use typst::diag::SourceDiagnostic;
use typst::ecow::EcoVec;
use typst::foundations::Smart;
use typst::syntax::Source;
use typst::utils::LazyHash;
use typst::{Feature, Features, Library, LibraryExt};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

/// How many documents later the parts of one are forgotten: its text should not linger, what is the same in all may.
const REMEMBERED_FOR: usize = 3;

/// Prints documents. Make one for the whole program: it holds the fonts.
pub struct Printer {
    pub(crate) library: LazyHash<Library>,
    pub(crate) fonts: Fonts,
    pub(crate) template: Source,
    accessible: PdfStandards,
}

/// Why a document could not be printed. Never a matter of what its text says.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PrintError {
    /// A part of the program that every document needs is not there.
    #[error("the printer is not whole: {0}")]
    NotWhole(String),
    /// The document cannot be laid out, for instance because a picture is no SVG.
    #[error("the document cannot be laid out: {0}")]
    Layout(String),
}

impl Printer {
    /// Reads the fonts and the template.
    ///
    /// # Errors
    /// [`PrintError::NotWhole`] if the program was built wrongly.
    pub fn new() -> Result<Printer, PrintError> {
        let accessible = PdfStandards::new(&[PdfStandard::Ua_1])
            .map_err(|error| PrintError::NotWhole(error.message().to_string()))?;
        // Row headers of tables are tagged by functions that are still behind this switch.
        let features: Features = [Feature::A11yExtras].into_iter().collect();
        Ok(Printer {
            library: LazyHash::new(Library::builder().with_features(features).build()),
            fonts: Fonts::built_in(),
            template: Desk::template()?,
            accessible,
        })
    }

    /// The document as a PDF: tagged, with its language, title and day. The same document gives the same bytes.
    ///
    /// # Errors
    /// [`PrintError::Layout`] if a picture in it cannot be read.
    pub fn pdf(&self, document: &Document) -> Result<Vec<u8>, PrintError> {
        let text = Cleaner::new(&self.fonts).clean(document);
        let options = |standards: PdfStandards| PdfOptions {
            ident: Smart::Custom(text.clone()),
            creator: Smart::Custom(Some("Seven Steps".to_owned())),
            standards,
            ..PdfOptions::default()
        };
        let desk = Desk::new(self, text.clone(), &document.pictures);
        let laid_out = typst::compile(&desk).output.map_err(|errors| layout(&errors))?;
        let accessible = typst_pdf::pdf(&laid_out, &options(self.accessible.clone()));
        // A sign that no font can shape is no reason to withhold a letter: it is then printed with all its tags, but
        // without the promise that it keeps the standard.
        let bytes = accessible.or_else(|_| typst_pdf::pdf(&laid_out, &options(PdfStandards::default())));
        typst::comemo::evict(REMEMBERED_FOR);
        bytes.map_err(|errors| layout(&errors))
    }

    /// Signs of the document that no font here has, each once. On paper `□` stands in their place.
    #[must_use]
    pub fn unprintable(&self, document: &Document) -> Vec<char> {
        Cleaner::new(&self.fonts).unprintable(document)
    }
}

fn layout(errors: &EcoVec<SourceDiagnostic>) -> PrintError {
    PrintError::Layout(errors.first().map_or_else(String::new, |error| error.message.to_string()))
}
